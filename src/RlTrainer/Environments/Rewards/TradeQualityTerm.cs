namespace RlTrainer.Environments;

/// <summary>R multiple at an exit: w · clip(R, −2, 4); −0.2 to 0.4.</summary>
public sealed record TradeQualityTerm : IRewardTerm
{
    /// <inheritdoc/>
    public string Name => "TradeQuality";

    /// <inheritdoc/>
    public bool IsBuiltIn => true;

    /// <inheritdoc/>
    public bool PaysWhileFlat => false;

    /// <summary>Weight, in [0, 100]; 0 switches the term off. 0.10 by default.</summary>
    public double Weight { get; init; } = 0.10;

    /// <inheritdoc/>
    public double Value(in RewardStep step, Span<double> memory) => step.IsClosed ? Weight * Math.Clamp(step.RMultiple, -2, 4) : 0;
}
