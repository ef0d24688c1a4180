using System.Globalization;
using NodaTime;
using RlTrainer.Market;

namespace RlTrainer.Reporting;

/// <summary>Writes a bar's time.</summary>
public static class BarTime
{
    private static readonly LocalDateTime Epoch = new(1970, 1, 1, 0, 0);

    /// <summary>"2024-01-08T09:30:00", New York wall clock.</summary>
    /// <param name="bars">The series.</param>
    /// <param name="bar">Index of the bar.</param>
    /// <returns>When the bar starts, in ISO 8601 without an offset.</returns>
    public static string Eastern(BarSeries bars, int bar)
    {
        ArgumentNullException.ThrowIfNull(bars);
        return Epoch.PlusSeconds(bars.EasternSeconds[bar]).ToString("uuuu-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
    }

    /// <summary>"2024-01-08T14:30:00Z".</summary>
    /// <param name="utcSeconds">Seconds since 1970-01-01 00:00 UTC.</param>
    /// <returns>ISO 8601 with a Z.</returns>
    public static string Utc(long utcSeconds) =>
        Epoch.PlusSeconds(utcSeconds).ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>"8 Jan 2024 09:30".</summary>
    /// <param name="bars">The series.</param>
    /// <param name="bar">Index of the bar.</param>
    /// <returns>When the bar starts, New York wall clock, for a chart's label.</returns>
    public static string Short(BarSeries bars, int bar)
    {
        ArgumentNullException.ThrowIfNull(bars);
        return Epoch.PlusSeconds(bars.EasternSeconds[bar]).ToString("d MMM uuuu HH:mm", CultureInfo.InvariantCulture);
    }
}
