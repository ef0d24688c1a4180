namespace RlTrainer.Evaluation;

/// <summary>Sample quantiles.</summary>
internal static class Quantiles
{
    /// <summary>The quantile of some numbers, linear between order statistics (Hyndman and Fan 1996, type 7).</summary>
    /// <exception cref="ArgumentException">There are no numbers.</exception>
    public static double Of(ReadOnlySpan<double> values, double share)
    {
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        return OfSorted(sorted, share);
    }

    /// <summary>The same for numbers that ascend already.</summary>
    /// <exception cref="ArgumentException">There are no numbers.</exception>
    public static double OfSorted(ReadOnlySpan<double> sorted, double share)
    {
        if (sorted.IsEmpty) throw new ArgumentException("A quantile was asked of no numbers; expected at least one.");
        double position = Math.Clamp(share, 0, 1) * (sorted.Length - 1);
        int below = (int)position;
        double above = sorted[Math.Min(below + 1, sorted.Length - 1)];
        return sorted[below] + (position - below) * (above - sorted[below]);
    }

    /// <summary>The middle of some draws as an interval, widened where the estimate itself lies outside.</summary>
    /// <param name="draws">Draws of the estimate; sorted in place.</param>
    /// <param name="estimate">The estimate.</param>
    /// <param name="confidence">How much of the draws the interval holds, in (0, 1).</param>
    /// <returns>The interval, in the draws' unit.</returns>
    public static Interval Middle(double[] draws, double estimate, double confidence)
    {
        Array.Sort(draws);
        double tail = (1 - confidence) / 2;
        return new Interval(Math.Min(estimate, OfSorted(draws, tail)), Math.Max(estimate, OfSorted(draws, 1 - tail)), confidence);
    }

    /// <summary>Mean of the middle half: the lowest and the highest quarter of the numbers left out, counted in parts of a
    /// number.</summary>
    /// <exception cref="ArgumentException">There are no numbers.</exception>
    public static double InterquartileMean(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty) throw new ArgumentException("An interquartile mean was asked of no numbers; expected at least one.");
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        double quarter = sorted.Length / 4.0, sum = 0;
        for (int index = 0; index < sorted.Length; index++)
            sum += sorted[index] * Math.Max(0, Math.Min(index + 1, sorted.Length - quarter) - Math.Max(index, quarter));
        return sum / (sorted.Length - 2 * quarter);
    }
}
