namespace RlTrainer.Environments;

/// <summary>Change of the progress to the target: w · 6 · Δclip(profit/target, ±1); ±0.4 a step.</summary>
public sealed record TargetProgressTerm : IRewardTerm
{
    /// <inheritdoc/>
    public string Name => "TargetProgress";

    /// <inheritdoc/>
    public bool IsBuiltIn => true;

    /// <inheritdoc/>
    public bool PaysWhileFlat => false;

    /// <summary>Weight, in [0, 100]; 0 switches the term off. 0.30 by default.</summary>
    public double Weight { get; init; } = 0.30;

    /// <inheritdoc/>
    public double Value(in RewardStep step, Span<double> memory) =>
        Weight * 6 * (Progress(step, step.EquityCents) - Progress(step, step.EquityBeforeCents));

    private static double Progress(in RewardStep step, long equityCents) =>
        Math.Clamp((equityCents - (double)step.StartCents) / step.TargetCents, -1, 1);
}
