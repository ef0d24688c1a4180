using System.Globalization;
using RlTrainer.Features;
using RlTrainer.Reporting;

namespace RlTrainer.Interactive;

/// <summary>Feature sets, tables, their statistics and the proof that they do not look ahead.</summary>
internal static class FeatureFormatters
{
    // A grid with more columns has no room for its numbers.
    private const int MostInGrid = 16;
    private const double Wanders = 1.0, Drifts = 0.5;

    public static void Register()
    {
        Formatters.Add<FeatureSet>((Formatters.Html, SetTable), (Formatters.Plain, set => set.ToString()));
        Formatters.Add<FeatureTable>(
            (Formatters.Html, table => TableText(table) + (IsLongEnough(table) ? WithChart(FeatureSummary.Of(table)) : "")),
            (Formatters.Plotly, table => IsLongEnough(table) ? PlotlyFigure.Grid(GridTitle(table), Names(table), Cells(table))
                : "{\"data\":[]}"),
            (Formatters.Plain, table =>
                string.Create(CultureInfo.InvariantCulture,
                    $"{table.SetName}: {table.BarCount:N0} bars × {table.FeatureCount} features")));
        Formatters.Add<FeatureSummary>((Formatters.Html, SummaryTable), (Formatters.Plain, SummaryText));
        Formatters.Add<CausalityProof>((Formatters.Html, ProofTable), (Formatters.Plain, proof => proof.ToString()));
    }

    /// <summary>What a shift says about a feature, in a word.</summary>
    private static string Verdict(FeatureStatistics feature) =>
        feature.Deviation < 1e-12 ? "constant" : feature.Shift > Wanders ? "wanders: a level" : feature.Shift > Drifts ? "drifts"
            : "stationary";

    private static string SetTable(FeatureSet set)
    {
        var table = new HtmlTable(
            $"feature set {set.Name}: {set.Features.Count} features, warm-up {set.WarmUpBars} bars", "feature", "unit",
            "formula", "known from bar");
        foreach (Feature feature in set.Features)
            table.Row(feature.Name, feature.Unit, feature.Formula, feature.WarmUpBars.ToString(CultureInfo.InvariantCulture));
        return table.ToString();
    }

    private static string TableText(FeatureTable table) => new HtmlTable(string.Create(
        CultureInfo.InvariantCulture,
        $"{table.SetName}: {table.BarCount:N0} bars × {table.FeatureCount} features, "
        + $"{(table.IsNormalized ? "normalised" : "not normalised")}, warm-up {table.WarmUpBars} bars")).ToString();

    /// <summary>Statistics need a tenth to compare with another.</summary>
    private static bool IsLongEnough(FeatureTable table) => table.BarCount - table.WarmUpBars >= 10;

    private static string[] Names(FeatureTable table) => [.. table.Names.Take(MostInGrid)];

    private static string GridTitle(FeatureTable table) =>
        table.FeatureCount <= MostInGrid ? "Correlation of the features"
            : $"Correlation of the first {MostInGrid} of {table.FeatureCount} features";

    /// <summary>[shown × shown] correlations; null where a feature does not vary.</summary>
    private static double?[] Cells(FeatureTable table)
    {
        var summary = FeatureSummary.Of(table);
        int shown = Math.Min(MostInGrid, table.FeatureCount);
        return [.. from left in Enumerable.Range(0, shown) from right in Enumerable.Range(0, shown)
                   select summary.Features[left].Deviation < 1e-12 || summary.Features[right].Deviation < 1e-12 ? null
                       : (double?)summary.Correlations[left, right]];
    }

    private static string WithChart(FeatureSummary summary) => SummaryTable(summary)
        + CorrelationChart.Of("Correlation of the features", summary).Svg;

    private static string SummaryTable(FeatureSummary summary)
    {
        var table = new HtmlTable(
            $"{summary.Features.Count} features; shift: how far a tenth's mean is from the whole mean at most, in deviations",
            "feature", "mean", "deviation", "range", "persistence", "shift", "verdict");
        foreach (FeatureStatistics feature in summary.Features)
            table.AccentRow(
                feature.Shift > Wanders ? "#e76f51" : feature.Shift > Drifts ? "#e9c46a" : "#2a9d8f", feature.Name,
                Short(feature.Mean), Short(feature.Deviation),
                $"{Short(feature.Lowest)} to {Short(feature.Highest)}", Fixed(feature.Persistence), Fixed(feature.Shift),
                Verdict(feature));
        return table.ToString();
    }

    private static string SummaryText(FeatureSummary summary) => string.Join(
        "\n", summary.Features.Select(
            feature => $"{feature.Name}: mean {Short(feature.Mean)}, deviation {Short(feature.Deviation)}, persistence "
                + $"{Fixed(feature.Persistence)}, shift {Fixed(feature.Shift)}, {Verdict(feature)}"));

    private static string ProofTable(CausalityProof proof)
    {
        var table = new HtmlTable($"does {proof.SetName} look ahead?");
        string tried = $"{proof.BarCount.ToString("N0", CultureInfo.InvariantCulture)} bars, the future cut off and changed "
            + $"after {proof.CutBars.Count} of them";
        if (proof.IsCausal) return table.AccentRow("#2a9d8f", "no feature looked ahead", tried).ToString();
        foreach (LookAhead found in proof.Violations)
            table.AccentRow("#e76f51", found.Feature,
                $"its value at bar {found.Bar} changed when bars after {found.ChangedAfterBar} were {found.How}");
        return table.ToString();
    }

    private static string Short(double value) => Math.Abs(value) switch
    {
        < 5e-4 => "0",
        < 1 => value.ToString("0.000", CultureInfo.InvariantCulture),
        < 1_000 => value.ToString("G4", CultureInfo.InvariantCulture),
        _ => value.ToString("N0", CultureInfo.InvariantCulture),
    };

    private static string Fixed(double value) => value.ToString("F2", CultureInfo.InvariantCulture);
}
