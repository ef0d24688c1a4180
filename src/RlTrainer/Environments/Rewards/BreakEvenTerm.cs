using RlTrainer.Values;

namespace RlTrainer.Environments;

/// <summary>Bonus for moving the stop to break-even: w each time.</summary>
public sealed record BreakEvenTerm : IRewardTerm
{
    /// <inheritdoc/>
    public string Name => "BreakEven";

    /// <inheritdoc/>
    public bool IsBuiltIn => true;

    /// <inheritdoc/>
    public bool PaysWhileFlat => false;

    /// <inheritdoc/>
    public TradeAction? PaysFor => TradeAction.MoveStopToBreakEven;

    /// <summary>Weight, in [0, 100]; 0 switches the term off. 0.005 by default.</summary>
    public double Weight { get; init; } = 0.005;

    /// <inheritdoc/>
    public double Value(in RewardStep step, Span<double> memory) => step.MovedToBreakEven ? Weight : 0;

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
