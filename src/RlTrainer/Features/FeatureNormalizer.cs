using RlTrainer.Values;

namespace RlTrainer.Features;

/// <summary>
/// One mean and one standard deviation a feature, fitted on the training split once and frozen. Applied to a table as
/// (x − mean) / deviation, clipped to ±<see cref="ClipLimit"/>; a constant feature becomes 0.
/// </summary>
/// <param name="SetName">The feature set it was fitted on; another set is refused.</param>
/// <param name="Names">[features] names in column order.</param>
/// <param name="Means">[features].</param>
/// <param name="Deviations">[features] standard deviations; 0 for a constant feature.</param>
public sealed record FeatureNormalizer(
    string SetName, IReadOnlyList<string> Names, IReadOnlyList<double> Means, IReadOnlyList<double> Deviations)
{
    /// <summary>Normalised values are clipped to ± this many standard deviations.</summary>
    public const float ClipLimit = 10f;

    /// <summary>Fits the statistics on the rows of a table after its warm-up bars, or on those of them that count.</summary>
    /// <param name="table">The training split, not normalised.</param>
    /// <param name="counts">Which bars count, e.g. those an agent ever sees; null for all.</param>
    /// <returns>Means and deviations, one of each a feature.</returns>
    /// <exception cref="ArgumentException">No row counts, or the table is normalised already.</exception>
    public static FeatureNormalizer Fit(FeatureTable table, Predicate<int>? counts = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.IsNormalized)
            throw new ArgumentException(
                $"The table of feature set '{table.SetName}' is normalised already; fit on the raw table.");
        int width = table.FeatureCount, rows = 0;
        double[] means = new double[width], squares = new double[width];
        for (int bar = table.WarmUpBars; bar < table.BarCount; bar++)
        {
            if (counts is not null && !counts(bar)) continue;
            ReadOnlySpan<float> values = table.Row(bar);
            rows++;
            for (int feature = 0; feature < width; feature++)
            {
                double delta = values[feature] - means[feature];           // Welford 1962
                means[feature] += delta / rows;
                squares[feature] += delta * (values[feature] - means[feature]);
            }
        }
        if (rows == 0)
            throw new ArgumentException(
                $"The table of feature set '{table.SetName}' has {table.BarCount} bars, needs {table.WarmUpBars} to warm up, and "
                + $"no row after them counts; expected more bars.");
        double[] deviations = [.. squares.Select(sum => Math.Sqrt(sum / rows))];
        return new FeatureNormalizer(table.SetName, table.Names, means, deviations);
    }

    /// <summary>A table of the same feature set, normalised.</summary>
    /// <param name="table">[bars, features] raw values.</param>
    /// <returns>A new table, its values clipped to ±<see cref="ClipLimit"/> deviations.</returns>
    /// <exception cref="ArgumentException">The table's set or features differ, or it is normalised already.</exception>
    public FeatureTable Apply(FeatureTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (table.IsNormalized)
            throw new ArgumentException($"The table of feature set '{table.SetName}' is normalised already.");
        if (table.SetName != SetName || !table.Names.SequenceEqual(Names))
            throw new ArgumentException(
                $"The table holds feature set '{table.SetName}' ({string.Join(", ", table.Names)}); the normaliser was fitted on "
                + $"'{SetName}' ({string.Join(", ", Names)}). Compute the table with that feature set.");
        ReadOnlySpan<float> raw = table.Values.Span;
        float[] values = new float[raw.Length];
        int width = table.FeatureCount;
        for (int feature = 0; feature < width; feature++)
        {
            double mean = Means[feature], scale = Deviations[feature] > 1e-12 ? 1.0 / Deviations[feature] : 0.0;
            for (int index = feature; index < raw.Length; index += width)
                values[index] = (float)Math.Clamp((raw[index] - mean) * scale, -ClipLimit, ClipLimit);
        }
        return table.WithValues(values, isNormalized: true);
    }

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
