using RlTrainer.Values;

namespace RlTrainer.Environments;

/// <summary>
/// Change of the distance below the peak: −w · 5 · (Δg(peak − equity) − λ · Δpeak/limit), g
/// the share of the drawdown limit beyond its free part, rescaled to [0, 1]; ±0.4 a step.
/// Without λ it sums to minus the last drawdown whatever was earned; with it a new high pays.
/// </summary>
public sealed record DrawdownAvoidanceTerm : IRewardTerm
{
    /// <inheritdoc/>
    public string Name => "DrawdownAvoidance";

    /// <inheritdoc/>
    public bool IsBuiltIn => true;

    /// <summary>With the guard off every bar pays, also one without a position.</summary>
    public bool PaysWhileFlat => !PaysDifferences;

    /// <summary>Weight, in [0, 100]; 0 switches the term off. 0.20 by default.</summary>
    public double Weight { get; init; } = 0.20;

    /// <summary>Share of the drawdown limit that is free, in [0, 1). 0 by default; 0.3 is the graded option.</summary>
    public double FromShare { get; init; }

    /// <summary>λ, the share of a new high that is paid back. In [0, 1]; 0 by default.</summary>
    public double PeakShare { get; init; }

    /// <summary>A guard: the term pays the change of the distance. Off: every bar pays for being far from the limit. On by
    /// default.</summary>
    public bool PaysDifferences { get; init; } = true;

    /// <inheritdoc/>
    public double Value(in RewardStep step, Span<double> memory)
    {
        double now = Share(step, step.PeakCents - step.EquityCents);
        if (!PaysDifferences) return Weight * 0.5 * (1 - now);
        double paidBack = PeakShare == 0 ? 0 : PeakShare * (step.PeakCents - step.PeakBeforeCents) / step.DrawdownCents;
        return -Weight * 5 * (now - Share(step, step.PeakBeforeCents - step.EquityBeforeCents) - paidBack);
    }

    /// <inheritdoc/>
    public IEnumerable<string> Faults()
    {
        if (!(PeakShare >= 0 && PeakShare <= 1))
            yield return $"PeakShare was {PeakShare}; expected a share in [0, 1] (0 is the original's, 0.8 keeps the order of "
                + $"policies).";
        if (!(FromShare >= 0 && FromShare < 1))
            yield return $"FromShare was {FromShare}; expected a share in [0, 1) (0 is usual, 0.3 the graded option).";
    }

    private double Share(in RewardStep step, long belowPeakCents) =>
        Math.Max(0, (belowPeakCents / (double)step.DrawdownCents - FromShare) / (1 - FromShare));

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
