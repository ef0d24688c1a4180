namespace RlTrainer.Environments;

/// <summary>Growth of equity: w · clip(Δequity/equity, ±0.005)/0.01; ±0.025 a step.</summary>
public sealed record GrowthTerm : IRewardTerm
{
    /// <inheritdoc/>
    public string Name => "Growth";

    /// <inheritdoc/>
    public bool IsBuiltIn => true;

    /// <inheritdoc/>
    public bool PaysWhileFlat => false;

    /// <summary>Weight, in [0, 100]; 0 switches the term off. 0.05 by default.</summary>
    public double Weight { get; init; } = 0.05;

    /// <inheritdoc/>
    public double Value(in RewardStep step, Span<double> memory)
    {
        double growth = (step.EquityCents - step.EquityBeforeCents) / Math.Max(1.0, step.EquityBeforeCents);
        return Weight * Math.Clamp(growth, -0.005, 0.005) / 0.01;
    }
}
