using RlTrainer.Market;

namespace RlTrainer.Features;

/// <summary>
/// What a feature set says of the mirrored market, in which every rise is a fall of the same size. The features are computed from
/// mirrored bars, so that a feature of a caller's own needs no sign of its own; but a mirror stands at another price level, so a
/// feature that tells the level, or divides by it, has no mirror image and is refused.
/// </summary>
internal static class FeatureMirror
{
    private const int TriedDays = 3;
    private const float Tolerance = 1e-3f;

    /// <summary>The raw features of the mirrored bars.</summary>
    /// <param name="set">Features that do not depend on the price level.</param>
    /// <param name="bars">The market as it was.</param>
    /// <returns>[bars, features] not normalised; row t is the mirror image of row t of the set's own table.</returns>
    /// <exception cref="ArgumentException">A feature depends on the price level; the message names it.</exception>
    public static FeatureTable Of(FeatureSet set, BarSeries bars)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(bars);
        int sum = LowestTicks(bars) + HighestTicks(bars);
        RequireNoLevels(set, bars.SliceDays(0, Math.Min(TriedDays, bars.Days.Count)), sum);
        return set.Compute(bars.Mirrored(sum));
    }

    /// <summary>The same days at twice the price: a feature of differences and ratios of differences does not notice.</summary>
    private static void RequireNoLevels(FeatureSet set, BarSeries bars, int sum)
    {
        FeatureTable near = set.Compute(bars.Mirrored(sum)), far = set.Compute(bars.Mirrored(2 * sum));
        var levels = new SortedSet<string>(StringComparer.Ordinal);
        for (int bar = near.WarmUpBars; bar < near.BarCount; bar++)
            for (int feature = 0; feature < near.FeatureCount; feature++)
            {
                float here = near.Row(bar)[feature], there = far.Row(bar)[feature];
                if (Math.Abs(here - there) > Tolerance * Math.Max(1f, Math.Abs(here))) levels.Add(near.Names[feature]);
            }
        if (levels.Count > 0)
            throw new ArgumentException(
                $"The feature set '{set.Name}' has no mirror image: {string.Join(", ", levels)} depend(s) on the price level. "
                    + $"Measure prices from the close or in ATR, as the set Base does, or set Mirror to false.");
    }

    private static int LowestTicks(BarSeries bars)
    {
        int lowest = int.MaxValue;
        foreach (int low in bars.LowTicks) lowest = Math.Min(lowest, low);
        return lowest;
    }

    private static int HighestTicks(BarSeries bars)
    {
        int highest = int.MinValue;
        foreach (int high in bars.HighTicks) highest = Math.Max(highest, high);
        return highest;
    }
}
