using NodaTime;
using RlTrainer.Values;

namespace RlTrainer.Trading;

/// <summary>An announcement around which every market order slips further.</summary>
/// <param name="Date">Its date, New York.</param>
/// <param name="Time">Its minute, New York clock.</param>
/// <param name="MinutesBefore">So many minutes before it count, in [0, 1440].</param>
/// <param name="MinutesAfter">So many minutes from it on count, in [0, 1440].</param>
/// <param name="ExtraTicks">Ticks beyond the instrument's own, in [0, 1000].</param>
public sealed record SlippageEvent(LocalDate Date, LocalTime Time, int MinutesBefore, int MinutesAfter, int ExtraTicks)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
