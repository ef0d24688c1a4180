namespace RlTrainer.Environments;

/// <summary>Change of the progress to the target: weight × 6 × Δclip(profit/target, ±1).</summary>
internal readonly record struct TargetProgressTerm(double Weight, double StartCents, double TargetCents)
{
    public double Value(in StepFacts facts)
    {
        return Weight * 6 * (Progress(facts.EquityCents) - Progress(facts.EquityBeforeCents));
    }

    private double Progress(long equityCents)
    {
        return Math.Clamp((equityCents - StartCents) / TargetCents, -1, 1);
    }
}
