namespace RlTrainer.Evaluation;

/// <summary>
/// How far a Sharpe ratio can be believed. Sharpe ratios here are per day, not annualised, unless a name says so.
/// Sources: Bailey and López de Prado, "The Sharpe ratio efficient frontier" (2012) and "The deflated Sharpe ratio" (2014).
/// </summary>
internal static class SharpeStatistics
{
    /// <summary>Trading days in a year, for annualising.</summary>
    public const int DaysPerYear = 252;

    /// <summary>Fewer days than this and no annualised figure is given.</summary>
    public const int FewestDays = 20;

    private const double EulerMascheroni = 0.57721566490153286;

    /// <summary>
    /// Probability that the true Sharpe ratio exceeds a benchmark:
    /// Φ((SR − SR*)·√(T − 1) / √(1 − γ₃·SR + (γ₄ − 1)/4·SR²)) (2012, equation 9).
    /// </summary>
    /// <param name="sharpe">Observed, per day.</param>
    /// <param name="benchmark">SR*, per day.</param>
    /// <param name="days">T, at least 2.</param>
    /// <param name="skewness">γ₃ of the daily returns.</param>
    /// <param name="kurtosis">γ₄ of the daily returns; 3 for a normal distribution.</param>
    public static double Probabilistic(double sharpe, double benchmark, int days, double skewness, double kurtosis)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(days, 2);
        double variance = 1 - skewness * sharpe + (kurtosis - 1) / 4 * sharpe * sharpe;
        return NormalDistribution.Cumulative((sharpe - benchmark) * Math.Sqrt(days - 1) / Math.Sqrt(Math.Max(variance, 1e-12)));
    }

    /// <summary>
    /// The Sharpe ratio that the best of N trials without skill is expected to show:
    /// √V·((1 − γ)·Φ⁻¹(1 − 1/N) + γ·Φ⁻¹(1 − 1/(N·e))), γ the Euler–Mascheroni constant (2014, equation 1); 0 for one trial.
    /// </summary>
    /// <param name="trials">N, how many independent trials the best was chosen from.</param>
    /// <param name="variance">V, variance of the trials' Sharpe ratios, per day.</param>
    public static double ExpectedMaximum(int trials, double variance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        if (trials == 1) return 0;
        return Math.Sqrt(variance) * ((1 - EulerMascheroni) * NormalDistribution.Quantile(1 - 1.0 / trials)
            + EulerMascheroni * NormalDistribution.Quantile(1 - 1.0 / (trials * Math.E)));
    }

    /// <summary>The probabilistic Sharpe ratio against <see cref="ExpectedMaximum"/> (2014, equation 2).</summary>
    public static double Deflated(double sharpe, int days, double skewness, double kurtosis, int trials, double variance) =>
        Probabilistic(sharpe, ExpectedMaximum(trials, variance), days, skewness, kurtosis);

    /// <summary>
    /// Days needed until the probability that the true Sharpe ratio exceeds the benchmark reaches the confidence
    /// (2012, equation 11); null when the observed ratio does not exceed the benchmark.
    /// </summary>
    public static double? FewestDaysFor(double sharpe, double benchmark, double skewness, double kurtosis, double confidence)
    {
        if (sharpe <= benchmark) return null;
        double variance = 1 - skewness * sharpe + (kurtosis - 1) / 4 * sharpe * sharpe;
        double z = NormalDistribution.Quantile(confidence) / (sharpe - benchmark);
        return 1 + Math.Max(variance, 0) * z * z;
    }
}
