namespace RlTrainer.Environments;

/// <summary>Change of the distance below the peak: −weight × 5 × Δg(peak − equity), g the share of the drawdown limit that
/// lies beyond the first, free part, rescaled to [0, 1].</summary>
internal readonly record struct DrawdownTerm(double Weight, double LimitCents, double FromShare, bool PaysDifferences)
{
    public double Value(in StepFacts facts)
    {
        if (!PaysDifferences) return Weight * 0.5 * (1 - Share(facts.PeakCents - facts.EquityCents));
        return -Weight * 5 * (Share(facts.PeakCents - facts.EquityCents) - Share(facts.PeakBeforeCents - facts.EquityBeforeCents));
    }

    private double Share(long belowPeakCents)
    {
        return Math.Max(0, (belowPeakCents / LimitCents - FromShare) / (1 - FromShare));
    }
}
