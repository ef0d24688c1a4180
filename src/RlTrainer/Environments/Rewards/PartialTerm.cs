using RlTrainer.Values;

namespace RlTrainer.Environments;

/// <summary>Bonus for profit locked in by a partial exit: w · R of the contracts closed, at least 0; 0 to 4 w.</summary>
public sealed record PartialTerm : IRewardTerm
{
    /// <inheritdoc/>
    public string Name => "Partial";

    /// <inheritdoc/>
    public bool IsBuiltIn => true;

    /// <inheritdoc/>
    public bool PaysWhileFlat => false;

    /// <inheritdoc/>
    public TradeAction? PaysFor => TradeAction.TakePartial;

    /// <summary>Weight, in [0, 100]; 0 switches the term off. 0.1 by default.</summary>
    public double Weight { get; init; } = 0.1;

    /// <summary>A guard: a partial exit pays by the profit it locks in. Off: every one pays as if 2 R were locked in. On by
    /// default.</summary>
    public bool PaysByProfit { get; init; } = true;

    /// <inheritdoc/>
    public double Value(in RewardStep step, Span<double> memory) =>
        Weight * (PaysByProfit || !step.IsPartial ? step.PartialR : 2);

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
