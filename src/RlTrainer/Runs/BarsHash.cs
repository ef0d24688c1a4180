using System.Text;
using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Runs;

/// <summary>The identity of a series: the same bars give the same text, whatever file they came from.</summary>
public static class BarsHash
{
    /// <summary>SHA-256 over symbol, interval and the seven columns, as 64 hexadecimal digits.</summary>
    /// <param name="bars">The series; origin and file name do not count.</param>
    /// <returns>64 lower-case digits.</returns>
    public static string Of(BarSeries bars)
    {
        ArgumentNullException.ThrowIfNull(bars);
        using var hashed = new HashedStream(Stream.Null);
        hashed.Write(Encoding.UTF8.GetBytes($"{bars.Instrument.Symbol};{(int)bars.Interval};{bars.Count}\n"));
        ColumnBytes.Write(bars, hashed);
        return Convert.ToHexStringLower(hashed.Sum());
    }
}
