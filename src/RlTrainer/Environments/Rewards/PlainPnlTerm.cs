using RlTrainer.Values;

namespace RlTrainer.Environments;

/// <summary>Plain change of equity: w · Δequity/500 dollars, about 1 per R.</summary>
public sealed record PlainPnlTerm : IRewardTerm
{
    /// <inheritdoc/>
    public string Name => "PlainPnl";

    /// <inheritdoc/>
    public bool IsBuiltIn => true;

    /// <inheritdoc/>
    public bool PaysWhileFlat => false;

    /// <summary>Weight, in [0, 100]; 0 switches the term off. 1 by default.</summary>
    public double Weight { get; init; } = 1;

    /// <inheritdoc/>
    public double Value(in RewardStep step, Span<double> memory) =>
        Weight * (step.EquityCents - step.EquityBeforeCents) / 50_000.0;

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
