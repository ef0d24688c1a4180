using RlTrainer.Values;

namespace RlTrainer.Compliance;

/// <summary>An entry as the auditor sees it: from the fill log and the bar it filled in.</summary>
/// <param name="FillUtcSeconds">When it filled, seconds since 1970-01-01T00:00Z.</param>
/// <param name="FillEasternSeconds">The same by the bar's own New York clock, seconds since 1970-01-01T00:00 of that
/// clock.</param>
/// <param name="TradingDayNumber">Days from 1970-01-01 to the date of the trading day.</param>
/// <param name="Contracts">Contracts bought or sold.</param>
public readonly record struct AuditedEntry(long FillUtcSeconds, long FillEasternSeconds, int TradingDayNumber, int Contracts)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
