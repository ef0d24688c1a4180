using RlTrainer.Numerics;
using RlTrainer.Values;

namespace RlTrainer.Evaluation;

/// <summary>
/// One figure over several seeds: the interquartile mean, which no single lucky or broken seed decides, with a bootstrap
/// interval over the seeds (Agarwal et al. 2021, "Deep reinforcement learning at the edge of the statistical precipice").
/// </summary>
/// <param name="Seeds">How many seeds.</param>
/// <param name="InterquartileMean">Mean of the middle half.</param>
/// <param name="Interval">95 % percentile interval; null for fewer than 3 seeds.</param>
/// <param name="Median">Median seed.</param>
/// <param name="Lowest">Worst seed.</param>
/// <param name="Highest">Best seed.</param>
public sealed record SeedSummary(
    int Seeds, double InterquartileMean, Interval? Interval, double Median, double Lowest, double Highest)
{
    private const int Resamples = 5000, FewestSeeds = 3;
    private const double Confidence = 0.95;

    /// <summary>Summarises one figure a seed.</summary>
    /// <param name="values">One figure a seed, at least one.</param>
    /// <param name="seed">Decides the draws of the interval.</param>
    /// <returns>Interquartile mean with its interval, median, least and most; the interval is null for fewer than 3
    /// seeds.</returns>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static SeedSummary Of(IReadOnlyList<double> values, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(values);
        double[] all = [.. values];
        return new SeedSummary(
            all.Length, Quantiles.InterquartileMean(all), all.Length < FewestSeeds ? null
                : Drawn(seed, (ref Rng random) => Quantiles.InterquartileMean(Again(all, ref random))),
            Quantiles.Of(all, 0.5), all.Min(), all.Max());
    }

    /// <summary>Interval of the difference of two interquartile means, the first minus the second; null for fewer than 3
    /// seeds on a side.</summary>
    /// <param name="first">One figure a seed.</param>
    /// <param name="second">One figure a seed.</param>
    /// <param name="isPaired">Both used the same seeds in the same order: pairs are drawn together.</param>
    /// <param name="seed">Decides the draws.</param>
    /// <returns>The interval in the figure's unit, or null.</returns>
    /// <exception cref="ArgumentException">Pairs are asked for and the numbers differ.</exception>
    public static Interval? Difference(IReadOnlyList<double> first, IReadOnlyList<double> second, bool isPaired, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (isPaired && first.Count != second.Count)
            throw new ArgumentException(
                $"Pairs of seeds were asked for, but there were {first.Count} and {second.Count}; expected as many on both "
                + $"sides.");
        double[] left = [.. first], right = [.. second];
        if (left.Length < FewestSeeds || right.Length < FewestSeeds) return null;
        return Drawn(seed, (ref Rng random) =>
        {
            Rng same = random;
            double one = Quantiles.InterquartileMean(Again(left, ref random));
            if (isPaired) random = same;
            return one - Quantiles.InterquartileMean(Again(right, ref random));
        });
    }

    /// <summary>Probability that a run of the first kind does better than a run of the second: share of pairs, ties half
    /// (Mann and Whitney 1947).</summary>
    /// <param name="first">One figure a seed, larger is better; at least one.</param>
    /// <param name="second">One figure a seed, at least one; the number may differ.</param>
    /// <returns>In [0, 1]; 0.5 where neither is better.</returns>
    public static double ProbabilityOfImprovement(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return first.Average(one => second.Average(other => one > other ? 1.0 : one == other ? 0.5 : 0.0));
    }

    private delegate double Draw(ref Rng random);

    private static Interval Drawn(ulong seed, Draw draw)
    {
        var random = Rng.Stream(seed, "seeds");
        double[] values = new double[Resamples];
        for (int index = 0; index < values.Length; index++) values[index] = draw(ref random);
        Array.Sort(values);
        return new Interval(Quantiles.OfSorted(values, (1 - Confidence) / 2), Quantiles.OfSorted(values, (1 + Confidence) / 2),
            Confidence);
    }

    private static double[] Again(double[] values, ref Rng random)
    {
        double[] drawn = new double[values.Length];
        for (int index = 0; index < drawn.Length; index++) drawn[index] = values[random.NextInt32(values.Length)];
        return drawn;
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
