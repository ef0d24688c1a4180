namespace RlTrainer.Environments;

/// <summary>Plain change of equity: weight × Δequity/500 dollars.</summary>
internal readonly record struct PlainPnlTerm(double Weight)
{
    public double Value(in StepFacts facts)
    {
        return Weight * (facts.EquityCents - facts.EquityBeforeCents) / 50_000.0;
    }
}
