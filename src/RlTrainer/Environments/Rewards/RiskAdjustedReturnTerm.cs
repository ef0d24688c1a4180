namespace RlTrainer.Environments;

/// <summary>Differential Sharpe ratio (Moody and Saffell 2001, eq. 15): D = (B ΔA − A ΔB/2)/(B − A²)^1.5 with A and B the running
/// means of the return and its square; pays weight × D/3 while exposed, else nothing and its memory rests.</summary>
internal readonly record struct RiskAdjustedReturnTerm(double Weight, double Rate, double VolatilityFloor, double StartCents)
{
    public double Value(in StepFacts facts, ref RewardMemory memory)
    {
        if (!facts.IsExposed || Weight == 0) return 0;
        double change = (facts.EquityCents - facts.EquityBeforeCents) / StartCents;
        double mean = memory.MeanReturn, variance = Math.Max(memory.MeanSquare - mean * mean, VolatilityFloor * VolatilityFloor);
        double meanStep = change - mean, squareStep = change * change - memory.MeanSquare;
        double ratio = ((variance + mean * mean) * meanStep - 0.5 * mean * squareStep) / (variance * Math.Sqrt(variance));
        memory.MeanReturn = mean + Rate * meanStep;
        memory.MeanSquare += Rate * squareStep;
        return Weight * Math.Clamp(ratio, -10, 10) / 3;
    }
}
