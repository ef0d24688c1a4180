using System.Globalization;
using RlTrainer.Features;

namespace RlTrainer.Interactive;

/// <summary>Feature sets, their statistics and the proof that they do not look ahead, as tables.</summary>
internal static class FeatureFormatters
{
    private const string Html = "text/html", Plain = "text/plain";
    private const double Wanders = 1.0, Drifts = 0.5;

    public static void Register()
    {
        Formatters.Add<FeatureSet>((Html, SetTable), (Plain, set => set.ToString()));
        Formatters.Add<FeatureSummary>((Html, SummaryTable), (Plain, SummaryText));
        Formatters.Add<CausalityProof>((Html, ProofTable), (Plain, proof => proof.ToString()));
    }

    /// <summary>What a shift says about a feature, in a word.</summary>
    private static string Verdict(FeatureStatistics feature) =>
        feature.Deviation < 1e-12 ? "constant" : feature.Shift > Wanders ? "wanders: a level" : feature.Shift > Drifts ? "drifts" : "stationary";

    private static string SetTable(FeatureSet set)
    {
        var table = new HtmlTable($"feature set {set.Name}: {set.Features.Count} features, warm-up {set.WarmUpBars} bars", "feature", "unit", "formula", "known from bar");
        foreach (Feature feature in set.Features) table.Row(feature.Name, feature.Unit, feature.Formula, feature.WarmUpBars.ToString(CultureInfo.InvariantCulture));
        return table.ToString();
    }

    private static string SummaryTable(FeatureSummary summary)
    {
        var table = new HtmlTable(
            $"{summary.Features.Count} features; shift: how far a tenth's mean is from the whole mean at most, in deviations",
            "feature", "mean", "deviation", "range", "persistence", "shift", "verdict");
        foreach (FeatureStatistics feature in summary.Features)
            table.AccentRow(
                feature.Shift > Wanders ? "#e76f51" : feature.Shift > Drifts ? "#e9c46a" : "#2a9d8f", feature.Name, Short(feature.Mean), Short(feature.Deviation),
                $"{Short(feature.Lowest)} to {Short(feature.Highest)}", Fixed(feature.Persistence), Fixed(feature.Shift), Verdict(feature));
        return table.ToString();
    }

    private static string SummaryText(FeatureSummary summary) => string.Join(
        "\n", summary.Features.Select(feature => $"{feature.Name}: mean {Short(feature.Mean)}, deviation {Short(feature.Deviation)}, persistence {Fixed(feature.Persistence)}, shift {Fixed(feature.Shift)}, {Verdict(feature)}"));

    private static string ProofTable(CausalityProof proof)
    {
        var table = new HtmlTable($"does {proof.SetName} look ahead?");
        string tried = $"{proof.BarCount.ToString("N0", CultureInfo.InvariantCulture)} bars, the future cut off and changed after {proof.CutBars.Count} of them";
        if (proof.IsCausal) return table.AccentRow("#2a9d8f", "no feature looked ahead", tried).ToString();
        foreach (LookAhead found in proof.Violations)
            table.AccentRow("#e76f51", found.Feature, $"its value at bar {found.Bar} changed when bars after {found.ChangedAfterBar} were {found.How}");
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
