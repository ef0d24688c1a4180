using NodaTime;
using RlTrainer.Values;

namespace RlTrainer.Trading;

/// <summary>Hours in which every market order slips further, each day.</summary>
/// <param name="From">First minute, New York clock.</param>
/// <param name="To">First minute after them; not after From: over midnight.</param>
/// <param name="ExtraTicks">Ticks beyond the instrument's own, in [0, 1000].</param>
public sealed record SlippageHours(LocalTime From, LocalTime To, int ExtraTicks)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
