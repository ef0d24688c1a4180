using System.Globalization;
using RlTrainer.Features;
using RlTrainer.Reporting;

namespace RlTrainer.Interactive;

/// <summary>Feature sets by their definitions, feature tables by their numbers and by how much features say the same.</summary>
internal static class FeatureFormatters
{
    // A grid with more columns has no room for its numbers.
    private const int MostInGrid = 16;

    public static void Register()
    {
        Formatters.Add<FeatureSet>((Formatters.Html, SetTable), (Formatters.Plain, set => set.ToString()));
        Formatters.Add<CausalityProof>((Formatters.Plain, proof => proof.ToString()));
        Formatters.Add<FeatureTable>(
            (Formatters.Html, table => Statistics(table) + Grid(table).Svg),
            (Formatters.Plotly, table => PlotlyFigure.Grid(GridTitle(table), Names(table), Correlations(table))),
            (Formatters.Plain, table => string.Create(CultureInfo.InvariantCulture, $"{table.SetName}: {table.BarCount:N0} bars × {table.FeatureCount} features")));
    }

    private static string SetTable(FeatureSet set)
    {
        var table = new HtmlTable($"feature set {set.Name}: {set.Features.Count} features, warm-up {set.WarmUpBars} bars", "feature", "unit", "formula", "known from bar");
        foreach (Feature feature in set.Features)
            table.Row(feature.Name, feature.Unit, feature.Formula, feature.WarmUpBars.ToString("N0", CultureInfo.InvariantCulture));
        return table.ToString();
    }

    private static string Statistics(FeatureTable features)
    {
        string state = features.IsNormalized ? "normalised" : "not normalised";
        var table = new HtmlTable(
            string.Create(CultureInfo.InvariantCulture, $"{features.SetName}: {features.BarCount:N0} bars × {features.FeatureCount} features, {state}, warm-up {features.WarmUpBars} bars"),
            "feature", "mean", "deviation", "lowest", "highest");
        for (int column = 0; column < features.FeatureCount; column++)
        {
            var (mean, deviation, lowest, highest) = Of(features, column);
            table.Row(features.Names[column], Short(mean), Short(deviation), Short(lowest), Short(highest));
        }

        return table.ToString();
    }

    private static SvgFigure Grid(FeatureTable features)
    {
        string[] names = Names(features);
        return HeatMap.Of(GridTitle(features), names, names, Correlations(features), value => value.ToString("0.00", CultureInfo.InvariantCulture));
    }

    private static string GridTitle(FeatureTable features) =>
        features.FeatureCount <= MostInGrid ? "Correlation of the features" : $"Correlation of the first {MostInGrid} of {features.FeatureCount} features";

    private static string[] Names(FeatureTable features) => [.. features.Names.Take(MostInGrid)];

    /// <summary>[shown × shown] Pearson's correlation over the bars past the warm-up; null where a feature does not vary.</summary>
    private static double?[] Correlations(FeatureTable features)
    {
        int shown = Math.Min(MostInGrid, features.FeatureCount);
        var statistics = Enumerable.Range(0, shown).Select(column => Of(features, column)).ToArray();
        double[] sums = new double[shown * shown];
        int bars = 0;
        for (int bar = features.WarmUpBars; bar < features.BarCount; bar++, bars++)
        {
            ReadOnlySpan<float> row = features.Row(bar);
            for (int left = 0; left < shown; left++)
            {
                double distance = row[left] - statistics[left].Mean;
                for (int right = 0; right <= left; right++)
                    sums[(left * shown) + right] += distance * (row[right] - statistics[right].Mean);
            }
        }

        var cells = new double?[shown * shown];
        for (int left = 0; left < shown; left++)
        {
            for (int right = 0; right <= left; right++)
            {
                double scale = bars * statistics[left].Deviation * statistics[right].Deviation;
                cells[(left * shown) + right] = cells[(right * shown) + left] = scale > 0 ? Math.Clamp(sums[(left * shown) + right] / scale, -1, 1) : null;
            }
        }

        return cells;
    }

    private static (double Mean, double Deviation, double Lowest, double Highest) Of(FeatureTable features, int column)
    {
        double sum = 0, squares = 0, lowest = double.PositiveInfinity, highest = double.NegativeInfinity;
        int bars = 0;
        for (int bar = features.WarmUpBars; bar < features.BarCount; bar++, bars++)
        {
            double value = features.Row(bar)[column];
            (sum, squares, lowest, highest) = (sum + value, squares + (value * value), Math.Min(lowest, value), Math.Max(highest, value));
        }

        double mean = sum / bars;
        return bars == 0 ? (double.NaN, double.NaN, double.NaN, double.NaN) : (mean, Math.Sqrt(Math.Max(0, (squares / bars) - (mean * mean))), lowest, highest);
    }

    private static string Short(double value) => double.IsNaN(value) ? "–" : value.ToString("G4", CultureInfo.InvariantCulture);
}
