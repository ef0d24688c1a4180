using RlTrainer.Values;

namespace RlTrainer.Environments;

/// <summary>How much of the market the episodes have seen.</summary>
/// <param name="DistinctStarts">Different bars at which an episode has started.</param>
/// <param name="PossibleStarts">Bars at which an episode may start.</param>
/// <param name="CoveredBars">Bars that were processed in at least one episode.</param>
/// <param name="TradableBars">Bars that an episode can process: from the first valid start of each day to its last bar
/// before flat time.</param>
public readonly record struct Coverage(int DistinctStarts, int PossibleStarts, int CoveredBars, int TradableBars)
{
    /// <summary>Share of the tradable bars that were processed, in [0, 1].</summary>
    public double ShareOfBars => TradableBars == 0 ? 0 : (double)CoveredBars / TradableBars;

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
