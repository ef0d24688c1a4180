using RlTrainer.Values;

namespace RlTrainer.Market;

/// <summary>One bar. Prices are ticks of the instrument; the time is the bar's start.</summary>
/// <param name="UtcSeconds">Start of the bar, seconds since 1970-01-01T00:00Z.</param>
/// <param name="EasternSeconds">The same instant on the New York
/// wall clock, seconds since 1970-01-01T00:00 of that clock.</param>
/// <param name="OpenTicks">First price.</param>
/// <param name="HighTicks">Highest price.</param>
/// <param name="LowTicks">Lowest price.</param>
/// <param name="CloseTicks">Last price.</param>
/// <param name="Volume">Contracts traded.</param>
public readonly record struct Bar(
    long UtcSeconds, long EasternSeconds, int OpenTicks, int HighTicks, int LowTicks, int CloseTicks, long Volume)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
