namespace RlTrainer.Environments;

/// <summary>R multiple at an exit: weight × clip(R, −2, 4).</summary>
internal readonly record struct TradeQualityTerm(double Weight)
{
    public double Value(in StepFacts facts)
    {
        return facts.IsClosed ? Weight * Math.Clamp(facts.RMultiple, -2, 4) : 0;
    }
}
