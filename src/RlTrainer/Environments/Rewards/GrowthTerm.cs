namespace RlTrainer.Environments;

/// <summary>Growth of equity: weight × clip(Δequity/equity, ±0.005)/0.01.</summary>
internal readonly record struct GrowthTerm(double Weight)
{
    public double Value(in StepFacts facts)
    {
        double growth = (facts.EquityCents - facts.EquityBeforeCents) / Math.Max(1.0, facts.EquityBeforeCents);
        return Weight * Math.Clamp(growth, -0.005, 0.005) / 0.01;
    }
}
