namespace RlTrainer.Environments;

/// <summary>Penalty for a position held beyond 390 bars: −weight × (bars − 390)/390.</summary>
internal readonly record struct HoldingTimeTerm(double Weight)
{
    public double Value(in StepFacts facts)
    {
        return -Weight * Math.Max(0, facts.BarsHeld - 390) / 390.0;
    }
}
