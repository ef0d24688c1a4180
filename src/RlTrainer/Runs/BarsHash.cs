using System.Runtime.InteropServices;
using System.Security.Cryptography;
using RlTrainer.Market;

namespace RlTrainer.Runs;

/// <summary>The identity of a series: the same bars give the same text, whatever file they came from.</summary>
public static class BarsHash
{
    /// <summary>SHA-256 over symbol, interval and the seven columns, as 64 hexadecimal digits.</summary>
    public static string Of(BarSeries bars)
    {
        ArgumentNullException.ThrowIfNull(bars);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{bars.Instrument.Symbol};{(int)bars.Interval};{bars.Count}\n"));
        hash.AppendData(MemoryMarshal.AsBytes(bars.UtcSeconds));
        hash.AppendData(MemoryMarshal.AsBytes(bars.EasternSeconds));
        hash.AppendData(MemoryMarshal.AsBytes(bars.OpenTicks));
        hash.AppendData(MemoryMarshal.AsBytes(bars.HighTicks));
        hash.AppendData(MemoryMarshal.AsBytes(bars.LowTicks));
        hash.AppendData(MemoryMarshal.AsBytes(bars.CloseTicks));
        hash.AppendData(MemoryMarshal.AsBytes(bars.Volumes));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
