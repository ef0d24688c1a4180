using RlTrainer.Values;

namespace RlTrainer.Environments;

/// <summary>
/// The bar's profit over a measure of risk. By volatility it is the
/// differential Sharpe ratio of the bar's return (Moody and Saffell
/// 2001, eq. 15): w · D/3, D clipped to ±10; ±1.2 a step. By the trade's
/// own risk it is w · Δequity/first risk, which sums to w · R over a trade.
/// </summary>
public sealed record RiskAdjustedReturnTerm : IRewardTerm
{
    /// <inheritdoc/>
    public string Name => "RiskAdjustedReturn";

    /// <inheritdoc/>
    public bool IsBuiltIn => true;

    /// <inheritdoc/>
    public bool PaysWhileFlat => false;

    /// <inheritdoc/>
    public int MemorySize => 2;

    /// <summary>Weight, in [0, 100]; 0 switches the term off. 0.35 by default.</summary>
    public double Weight { get; init; } = 0.35;

    /// <summary>What the profit is divided by. Volatility by default; a telescoping sum of it forgets what was earned.</summary>
    public RiskMeasure Measure { get; init; }

    /// <summary>Window of the running means, bars, at least 1. 60 by default.</summary>
    public int WindowBars { get; init; } = 60;

    /// <summary>Smallest volatility it divides by, as a share of the start balance. 0.003 by default.</summary>
    public double VolatilityFloor { get; init; } = 0.003;

    /// <summary>
    /// D = (B ΔA − A ΔB/2)/(B − A²)^1.5 with A and B the running means of the return and its square, while exposed; else
    /// nothing, and the means rest.
    /// </summary>
    /// <param name="step">The step.</param>
    /// <param name="memory">[2] the running means A and B.</param>
    /// <returns>Weight × D/3, or weight × profit/risk.</returns>
    public double Value(in RewardStep step, Span<double> memory)
    {
        if (!step.IsExposed) return 0;
        if (Measure == RiskMeasure.TradeRisk)
            return step.RiskCents > 0 ? Weight * (step.EquityCents - step.EquityBeforeCents) / step.RiskCents : 0;
        double rate = 1.0 / WindowBars, change = (step.EquityCents - step.EquityBeforeCents) / (double)step.StartCents;
        double mean = memory[0], variance = Math.Max(memory[1] - mean * mean, VolatilityFloor * VolatilityFloor);
        double meanStep = change - mean, squareStep = change * change - memory[1];
        double ratio = ((variance + mean * mean) * meanStep - 0.5 * mean * squareStep) / (variance * Math.Sqrt(variance));
        memory[0] = mean + rate * meanStep;
        memory[1] += rate * squareStep;
        return Weight * Math.Clamp(ratio, -10, 10) / 3;
    }

    /// <inheritdoc/>
    public IEnumerable<string> Faults()
    {
        if (!Enum.IsDefined(Measure)) yield return $"Measure was {Measure}; expected Volatility or TradeRisk.";
        if (WindowBars < 1) yield return $"WindowBars was {WindowBars}; expected at least 1 (60 is usual).";
        if (!(VolatilityFloor > 0)) yield return $"VolatilityFloor was {VolatilityFloor}; expected more than 0 (0.003 is usual).";
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
