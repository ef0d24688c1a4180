using RlTrainer.Values;

namespace RlTrainer.Environments;

/// <summary>Optional limits on how often entries are made. Null: no such limit; the default has none.</summary>
public sealed record PacingLimits
{
    /// <summary>Bars from one entry to the next, at least 1.</summary>
    public int? BarsBetweenEntries { get; init; }

    /// <summary>Entries in one trading day (one episode), at least 1.</summary>
    public int? EntriesPerSession { get; init; }

    /// <summary>Entries in one clock hour, at least 1.</summary>
    public int? EntriesPerHour { get; init; }

    /// <summary>Bars without entries after a losing trade, at least 1.</summary>
    public int? PauseBarsAfterLoss { get; init; }

    /// <summary>No entries once the day's profit is at or below minus this, US cents.</summary>
    public long? DayLossStopCents { get; init; }

    /// <summary>No entries once the day's profit is at or above this, US cents.</summary>
    public long? DayProfitStopCents { get; init; }

    /// <summary>No limits.</summary>
    public static PacingLimits None { get; } = new();

    internal IEnumerable<string> Faults()
    {
        if (BarsBetweenEntries is < 1)
            yield return $"Pacing.BarsBetweenEntries was {BarsBetweenEntries}; expected at least 1, or null for no limit.";
        if (EntriesPerSession is < 1)
            yield return $"Pacing.EntriesPerSession was {EntriesPerSession}; expected at least 1, or null for no limit.";
        if (EntriesPerHour is < 1)
            yield return $"Pacing.EntriesPerHour was {EntriesPerHour}; expected at least 1, or null for no limit.";
        if (PauseBarsAfterLoss is < 1)
            yield return $"Pacing.PauseBarsAfterLoss was {PauseBarsAfterLoss}; expected at least 1, or null for no limit.";
        if (DayLossStopCents is <= 0)
            yield return $"Pacing.DayLossStopCents was {DayLossStopCents}; expected more than 0, or null for no limit.";
        if (DayProfitStopCents is <= 0)
            yield return $"Pacing.DayProfitStopCents was {DayProfitStopCents}; expected more than 0, or null for no limit.";
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
