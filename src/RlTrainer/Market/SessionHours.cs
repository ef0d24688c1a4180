using NodaTime;
using RlTrainer.Values;

namespace RlTrainer.Market;

/// <summary>When one trading day may trade, on the New York wall clock (seconds since 1970-01-01T00:00 of that clock).</summary>
/// <param name="Date">The date the day is named by: that of its close.</param>
/// <param name="OpenEasternSeconds">Its open: 18:00 of the evening before.</param>
/// <param name="CloseEasternSeconds">Its close: no bar starts at or after it.</param>
/// <param name="UsualCloseEasternSeconds">Where the close would be on a day without a holiday.</param>
/// <param name="HaltStartEasternSeconds">Start of the afternoon halt; equal to its end where the day has none.</param>
/// <param name="HaltEndEasternSeconds">End of the afternoon halt.</param>
/// <param name="Reason">Why the day closes early, e.g. "Thanksgiving Day"; empty on a full day.</param>
public readonly record struct SessionHours(
    LocalDate Date, long OpenEasternSeconds, long CloseEasternSeconds, long UsualCloseEasternSeconds,
    long HaltStartEasternSeconds, long HaltEndEasternSeconds, string Reason)
{
    /// <summary>The day closes before its usual time.</summary>
    public bool IsEarlyClose => CloseEasternSeconds < UsualCloseEasternSeconds;

    /// <summary>The day has the afternoon halt of the years before 28 June 2021.</summary>
    public bool HasHalt => HaltEndEasternSeconds > HaltStartEasternSeconds;

    /// <summary>True when a bar may start at this time.</summary>
    /// <param name="easternSeconds">New York wall clock, seconds since 1970-01-01 00:00 on that clock.</param>
    /// <returns>False before the open, in a halt and from the close on.</returns>
    public bool Contains(long easternSeconds) =>
        easternSeconds >= OpenEasternSeconds && easternSeconds < CloseEasternSeconds
        && (easternSeconds < HaltStartEasternSeconds || easternSeconds >= HaltEndEasternSeconds);

    /// <summary>How many seconds the day trades.</summary>
    public long TradingSeconds => CloseEasternSeconds - OpenEasternSeconds - (HaltEndEasternSeconds - HaltStartEasternSeconds);

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
