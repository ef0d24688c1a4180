using RlTrainer.Values;

namespace RlTrainer.Environments;

/// <summary>Growth of equity: w · clip(Δequity/equity, ±limit)/0.01; ±0.025 a step. Without a limit it is w ·
/// Δequity/start/0.01, which adds up.</summary>
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

    /// <summary>Largest growth of a bar that counts; 0 counts all, of the start balance. In [0, 1]; 0.005 by default.</summary>
    public double Limit { get; init; } = 0.005;

    /// <inheritdoc/>
    public IEnumerable<string> Faults()
    {
        if (!(Limit >= 0 && Limit <= 1))
            yield return $"Limit was {Limit}; expected a share in [0, 1] (0.005 is usual, 0 counts all).";
    }

    /// <inheritdoc/>
    public double Value(in RewardStep step, Span<double> memory)
    {
        if (Limit == 0) return Weight * (step.EquityCents - step.EquityBeforeCents) / step.StartCents / 0.01;
        double growth = (step.EquityCents - step.EquityBeforeCents) / Math.Max(1.0, step.EquityBeforeCents);
        return Weight * Math.Clamp(growth, -Limit, Limit) / 0.01;
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
