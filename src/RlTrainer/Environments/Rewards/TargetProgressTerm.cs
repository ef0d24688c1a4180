using RlTrainer.Values;

namespace RlTrainer.Environments;

/// <summary>Change of the progress to the target: w · 6 · Δclip(profit/target, ±limit); ±0.4 a step.</summary>
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

    /// <summary>Progress counts up to ± this share of the target; 0 counts all. In [0, 1000]; 1 by default, which forgets
    /// losses beyond a target.</summary>
    public double Limit { get; init; } = 1.0;

    /// <inheritdoc/>
    public IEnumerable<string> Faults()
    {
        if (!(Limit >= 0 && Limit <= 1000))
            yield return $"Limit was {Limit}; expected a share in [0, 1000] (1 is usual, 0 counts all).";
    }

    /// <inheritdoc/>
    public double Value(in RewardStep step, Span<double> memory) =>
        Weight * 6 * (Progress(step, step.EquityCents) - Progress(step, step.EquityBeforeCents));

    private double Progress(in RewardStep step, long equityCents)
    {
        double progress = (equityCents - (double)step.StartCents) / step.TargetCents;
        return Limit == 0 ? progress : Math.Clamp(progress, -Limit, Limit);
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
