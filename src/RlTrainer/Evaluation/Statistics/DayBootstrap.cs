using RlTrainer.Numerics;
using RlTrainer.Values;

namespace RlTrainer.Evaluation;

/// <summary>
/// Intervals by the stationary bootstrap (Politis and Romano 1994): days are drawn in blocks of geometric length from the
/// observed days, wrapped at the end, so that neighbouring days stay together.
/// </summary>
/// <param name="Resamples">How often the days are drawn; 2,000 is usual for a 95 % interval.</param>
/// <param name="MeanBlockDays">Mean length of a block, days, at least 1; 5 keeps weeks together.</param>
/// <param name="Confidence">0.95 is usual.</param>
public sealed record DayBootstrap(int Resamples = 2000, double MeanBlockDays = 5, double Confidence = 0.95)
{
    /// <summary>A statistic of some drawn days; null where it is undefined on them.</summary>
    /// <param name="days">Indices of the drawn days.</param>
    /// <returns>The statistic in its own unit, or null.</returns>
    public delegate double? Statistic(ReadOnlySpan<int> days);

    /// <summary>
    /// The percentile interval of a statistic; null when there are fewer than 2 days or the statistic is undefined on more
    /// than a tenth of the draws.
    /// </summary>
    /// <param name="dayCount">How many days were observed.</param>
    /// <param name="statistic">Computed on the indices of the drawn days.</param>
    /// <param name="random">The stream that draws.</param>
    /// <returns>The interval in the statistic's unit, or null.</returns>
    public Interval? Of(int dayCount, Statistic statistic, ref Rng random)
    {
        ArgumentNullException.ThrowIfNull(statistic);
        if (dayCount < 2) return null;
        int[] drawn = new int[dayCount];
        var values = new List<double>(Resamples);
        for (int resample = 0; resample < Resamples; resample++)
        {
            Draw(drawn, ref random);
            if (statistic(drawn) is { } value) values.Add(value);
        }
        if (values.Count < 0.9 * Resamples) return null;
        values.Sort();
        double tail = (1 - Confidence) / 2;
        double[] sorted = [.. values];
        return new Interval(Quantiles.OfSorted(sorted, tail), Quantiles.OfSorted(sorted, 1 - tail), Confidence);
    }

    /// <summary>Draws as many days as there are, in blocks.</summary>
    /// <param name="days">[n] receives indices of days, each in [0, n); n is at least 1.</param>
    /// <param name="random">The stream that draws; it moves on.</param>
    public void Draw(Span<int> days, ref Rng random)
    {
        double goesOn = 1 - 1 / MeanBlockDays;
        int day = random.NextInt32(days.Length);
        for (int index = 0; index < days.Length; index++)
        {
            if (index > 0) day = random.NextDouble() < goesOn ? (day + 1) % days.Length : random.NextInt32(days.Length);
            days[index] = day;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
