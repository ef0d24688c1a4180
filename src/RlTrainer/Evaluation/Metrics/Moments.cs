namespace RlTrainer.Evaluation;

/// <summary>The first four moments of some numbers.</summary>
/// <param name="Count">How many.</param>
/// <param name="Mean">Arithmetic mean.</param>
/// <param name="Deviation">Sample standard deviation, divisor n − 1; 0 for fewer than two.</param>
/// <param name="Skewness">Population skewness m₃/m₂^1.5; 0 where the deviation is 0.</param>
/// <param name="Kurtosis">Population kurtosis m₄/m₂², 3 for a normal distribution and where the deviation is 0.</param>
internal readonly record struct Moments(int Count, double Mean, double Deviation, double Skewness, double Kurtosis)
{
    /// <summary>The moments of some numbers.</summary>
    /// <param name="values">[n] finite numbers.</param>
    /// <returns>Count, mean and central moments; for fewer than 2 numbers, or equal ones, deviation and skewness are 0
    /// and kurtosis is 3.</returns>
    public static Moments Of(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) sum += value;
        double mean = values.IsEmpty ? 0 : sum / values.Length, second = 0, third = 0, fourth = 0;
        foreach (double value in values)
        {
            double d = value - mean, square = d * d;
            second += square;
            third += square * d;
            fourth += square * square;
        }
        if (values.Length < 2 || second <= 1e-24 * values.Length) return new Moments(values.Length, mean, 0, 0, 3);
        double n = values.Length, variance = second / n;
        return new Moments(values.Length, mean, Math.Sqrt(second / (n - 1)), third / n / Math.Pow(variance, 1.5),
            fourth / n / (variance * variance));
    }
}
