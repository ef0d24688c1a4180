using RlTrainer.Values;

namespace RlTrainer.Features;

/// <summary>Statistics and correlations of a table's features, for notebooks.</summary>
/// <param name="Features">One entry a feature, in column order.</param>
/// <param name="Correlations">[features, features] correlation of each
/// pair over the rows after the warm-up; 0 for a constant.</param>
public sealed record FeatureSummary(IReadOnlyList<FeatureStatistics> Features, double[,] Correlations)
{
    private const int Parts = 10;

    /// <summary>The summary of a table.</summary>
    /// <param name="table">[bars, features] raw or normalised; its warm-up bars are left out.</param>
    /// <returns>Figures a feature and the correlations between features.</returns>
    /// <exception cref="ArgumentException">The table has fewer than ten rows after its warm-up.</exception>
    public static FeatureSummary Of(FeatureTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        int rows = table.BarCount - table.WarmUpBars, width = table.FeatureCount;
        if (rows < Parts)
            throw new ArgumentException(
                $"The table has {table.BarCount} bars and warms up for {table.WarmUpBars}; expected at least {Parts} more.");
        double[] means = new double[width];
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<float> values = table.Row(table.WarmUpBars + row);
            for (int feature = 0; feature < width; feature++) means[feature] += values[feature];
        }
        for (int feature = 0; feature < width; feature++) means[feature] /= rows;
        double[,] products = Products(table, means);
        var statistics = new FeatureStatistics[width];
        for (int feature = 0; feature < width; feature++)
            statistics[feature] = Of(table, feature, means[feature], Math.Sqrt(products[feature, feature] / rows));
        double[,] correlations = new double[width, width];
        for (int left = 0; left < width; left++)
            for (int right = 0; right < width; right++)
            {
                double scale = Math.Sqrt(products[left, left] * products[right, right]);
                correlations[left, right] = scale > 1e-12 ? products[left, right] / scale : 0.0;
            }
        return new FeatureSummary(statistics, correlations);
    }

    private static double[,] Products(FeatureTable table, double[] means)
    {
        int width = means.Length;
        double[,] products = new double[width, width];
        for (int bar = table.WarmUpBars; bar < table.BarCount; bar++)
        {
            ReadOnlySpan<float> row = table.Row(bar);
            for (int left = 0; left < width; left++)
            {
                double value = row[left] - means[left];
                for (int right = 0; right <= left; right++) products[left, right] += value * (row[right] - means[right]);
            }
        }
        for (int left = 0; left < width; left++)
            for (int right = left + 1; right < width; right++) products[left, right] = products[right, left];
        return products;
    }

    private static FeatureStatistics Of(FeatureTable table, int feature, double mean, double deviation)
    {
        int rows = table.BarCount - table.WarmUpBars;
        double lowest = double.MaxValue, highest = double.MinValue, lagged = 0, previous = 0;
        double[] parts = new double[Parts];
        int[] counts = new int[Parts];
        for (int row = 0; row < rows; row++)
        {
            double value = table.Row(table.WarmUpBars + row)[feature];
            lowest = Math.Min(lowest, value);
            highest = Math.Max(highest, value);
            if (row > 0) lagged += (value - mean) * (previous - mean);
            previous = value;
            int part = (int)((long)row * Parts / rows);
            parts[part] += value;
            counts[part]++;
        }
        double shift = 0;
        for (int part = 0; part < Parts; part++) shift = Math.Max(shift, Math.Abs(parts[part] / counts[part] - mean));
        bool isConstant = deviation < 1e-12;
        return new FeatureStatistics(
            table.Names[feature], mean, deviation, lowest, highest, isConstant ? 0 : lagged / rows / (deviation * deviation),
            isConstant ? 0 : shift / deviation);
    }

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
