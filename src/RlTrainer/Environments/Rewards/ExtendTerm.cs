using RlTrainer.Values;

namespace RlTrainer.Environments;

/// <summary>Bonus for extending the target: w each time.</summary>
public sealed record ExtendTerm : IRewardTerm
{
    /// <inheritdoc/>
    public string Name => "Extend";

    /// <inheritdoc/>
    public bool IsBuiltIn => true;

    /// <inheritdoc/>
    public bool PaysWhileFlat => false;

    /// <inheritdoc/>
    public TradeAction? PaysFor => TradeAction.ExtendTarget;

    /// <summary>Weight, in [0, 100]; 0 switches the term off. 0.002 by default.</summary>
    public double Weight { get; init; } = 0.002;

    /// <inheritdoc/>
    public double Value(in RewardStep step, Span<double> memory) => step.Extended ? Weight : 0;

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
