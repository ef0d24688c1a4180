using NodaTime;
using RlTrainer.Values;

namespace RlTrainer.Compliance;

/// <summary>When an entry would fill: all that an entry rule may look at. The same moment is asked of the mask, the guard and
/// rejudging.</summary>
/// <param name="UtcSeconds">Start of the minute at whose open it fills, seconds since 1970-01-01T00:00Z.</param>
/// <param name="EasternSeconds">The same, New York wall clock, seconds since 1970-01-01T00:00 of that clock.</param>
/// <param name="TradingDate">Date of the trading day it belongs to; a Sunday evening belongs to Monday.</param>
public readonly record struct EntryMoment(long UtcSeconds, long EasternSeconds, LocalDate TradingDate)
{
    /// <summary>New York wall clock.</summary>
    public LocalDateTime Eastern => new LocalDateTime(1970, 1, 1, 0, 0).PlusSeconds(EasternSeconds);

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
