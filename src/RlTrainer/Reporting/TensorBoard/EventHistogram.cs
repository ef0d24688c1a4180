using RlTrainer.Values;

namespace RlTrainer.Reporting;

/// <summary>A histogram for TensorBoard: counts between limits, and the sums that its mean and spread come from.</summary>
/// <param name="Minimum">Lower edge of the first bucket.</param>
/// <param name="Maximum">Upper edge of the last bucket.</param>
/// <param name="Sum">Of all numbers.</param>
/// <param name="SumOfSquares">Of all numbers.</param>
/// <param name="Limits">[buckets] upper edge of each bucket, rising.</param>
/// <param name="Counts">[buckets] numbers in each bucket.</param>
internal sealed record EventHistogram(
    double Minimum, double Maximum, double Sum, double SumOfSquares, IReadOnlyList<double> Limits, IReadOnlyList<double> Counts)
{
    /// <summary>How many numbers it counts.</summary>
    public double Count => Counts.Sum();

    /// <summary>Of whole numbers from 0, such as actions: bucket k holds
    /// how often k occurred and reaches from k − ½ to k + ½.</summary>
    /// <param name="counts">[categories] how often each occurred.</param>
    /// <returns>The histogram, one bucket a category.</returns>
    /// <exception cref="ArgumentException">Nothing was counted, or a count is negative.</exception>
    public static EventHistogram OfCounts(ReadOnlySpan<long> counts)
    {
        double[] limits = new double[counts.Length], numbers = new double[counts.Length];
        double sum = 0.0, squares = 0.0;
        bool any = false;
        for (int category = 0; category < counts.Length; category++)
        {
            if (counts[category] < 0) throw new ArgumentException($"Count {category} was {counts[category]}; must be 0 or more.");
            any |= counts[category] > 0;
            limits[category] = category + 0.5;
            numbers[category] = counts[category];
            sum += (double)counts[category] * category;
            squares += (double)counts[category] * category * category;
        }
        if (!any) throw new ArgumentException($"All {counts.Length} counts were 0; a histogram needs at least one number.");
        return new EventHistogram(-0.5, limits[^1], sum, squares, limits, numbers);
    }

    /// <summary>Of numbers, in buckets of equal width between the smallest and the largest.</summary>
    /// <param name="values">[n] finite numbers, at least one.</param>
    /// <param name="buckets">How many, at least 1.</param>
    /// <returns>The histogram; equal numbers give one bucket around them.</returns>
    /// <exception cref="ArgumentException">There are no numbers, or one is not finite; the message names it.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of buckets is below 1.</exception>
    public static EventHistogram Of(ReadOnlySpan<float> values, int buckets = 30)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(buckets);
        if (values.IsEmpty) throw new ArgumentException("There were no numbers; a histogram needs at least one.");
        double minimum = double.PositiveInfinity, maximum = double.NegativeInfinity, sum = 0.0, squares = 0.0;
        for (int index = 0; index < values.Length; index++)
        {
            double value = values[index];
            if (!double.IsFinite(value)) throw new ArgumentException($"Number {index} was {value}; expected a finite number.");
            minimum = Math.Min(minimum, value);
            maximum = Math.Max(maximum, value);
            sum += value;
            squares += value * value;
        }
        if (minimum == maximum) return new EventHistogram(minimum, maximum, sum, squares, [maximum], [values.Length]);
        double[] limits = new double[buckets], counts = new double[buckets];
        for (int bucket = 0; bucket < buckets; bucket++) limits[bucket] = minimum + (maximum - minimum) * (bucket + 1) / buckets;
        limits[^1] = maximum;
        foreach (float value in values) counts[Math.Min((int)((value - minimum) / (maximum - minimum) * buckets), buckets - 1)]++;
        return new EventHistogram(minimum, maximum, sum, squares, limits, counts);
    }

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
