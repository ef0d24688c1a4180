using RlTrainer.Market;
using RlTrainer.Values;

namespace RlTrainer.Data;

/// <summary>Generated bars with what only their maker knows.</summary>
/// <param name="Config">What was asked for.</param>
/// <param name="Minutes">The minute bars.</param>
/// <param name="Seconds">One-second bars of the days asked for, which add up to their minute bars; null for none.</param>
/// <param name="LatentDrift">
/// [minute bars] the planted drift in force from the close of the bar on, standard deviations a minute: its sign is the
/// best side for an order decided at that close, 0 where there is none. Only an oracle may look at it.
/// </param>
public sealed record SyntheticMarket(
    SyntheticConfig Config, BarSeries Minutes, BarSeries? Seconds, ReadOnlyMemory<float> LatentDrift)
{
    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
