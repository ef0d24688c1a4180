namespace RlTrainer.Evaluation;

/// <summary>The standard normal distribution.</summary>
internal static class NormalDistribution
{
    /// <summary>
    /// Probability of a value below x. By the series x·φ(x)·Σ x²ⁿ/(1·3·5…(2n+1)) near the middle and the continued fraction
    /// of Mills' ratio in the tails (Abramowitz and Stegun 1964, 26.2.11 and 26.2.14); error below 1e-14.
    /// </summary>
    public static double Cumulative(double x)
    {
        double absolute = Math.Abs(x);
        if (absolute > 38) return x > 0 ? 1 : 0;
        double density = Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI);
        if (absolute < 3)
        {
            double term = x, sum = x;
            for (int n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
            {
                term *= x * x / (2 * n + 1);
                sum += term;
            }
            return 0.5 + density * sum;
        }
        double fraction = absolute;
        for (int n = 100; n >= 1; n--) fraction = absolute + n / fraction;
        double tail = density / fraction;
        return x > 0 ? 1 - tail : tail;
    }

    /// <summary>The value that a share p of the distribution lies below; bisection on <see cref="Cumulative"/>, error below
    /// 1e-13.</summary>
    /// <exception cref="ArgumentOutOfRangeException">p is not strictly between 0 and 1.</exception>
    public static double Quantile(double p)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(p, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(p, 1);
        double low = -38, high = 38;
        for (int step = 0; step < 200 && high - low > 1e-14; step++)
        {
            double middle = 0.5 * (low + high);
            if (Cumulative(middle) < p) low = middle;
            else high = middle;
        }
        return 0.5 * (low + high);
    }
}
