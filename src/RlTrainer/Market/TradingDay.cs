using NodaTime;
using RlTrainer.Values;

namespace RlTrainer.Market;

/// <summary>
/// One trading day of a series: from 18:00 of the evening before to 17:00, or to its early close. Sunday evening belongs
/// to Monday.
/// </summary>
/// <param name="Date">The date the day is named by: that of its close.</param>
/// <param name="FirstBar">Index of its first bar in the series.</param>
/// <param name="EndBar">Index one past its last bar.</param>
/// <param name="OpenEasternSeconds">When the calendar opens it, New York
/// wall clock, seconds since 1970-01-01T00:00 of that clock.</param>
/// <param name="CloseEasternSeconds">When the calendar closes it, likewise; early closes are known here.</param>
/// <param name="IsEarlyClose">The calendar closes this day before its usual time.</param>
public readonly record struct TradingDay(
    LocalDate Date, int FirstBar, int EndBar, long OpenEasternSeconds, long CloseEasternSeconds, bool IsEarlyClose)
{
    /// <summary>How many bars the day has.</summary>
    public int BarCount => EndBar - FirstBar;

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
