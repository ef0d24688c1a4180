using System.Globalization;
using System.Net;
using RlTrainer.Data;
using RlTrainer.Reporting;

namespace RlTrainer.Interactive;

/// <summary>What reading, checking, importing and splitting bars found, as tables with a colour a severity.</summary>
internal static class FindingFormatters
{
    private const string CountsTitle = "How often each rule was broken", CountsUnit = "rows";
    private const string Bad = "#e76f51", Doubtful = "#e9c46a", Good = "#2a9d8f", Fact = "#4895ef";

    public static void Register()
    {
        Formatters.Add<ValidationReport>(
            (Formatters.Html, report => ReportTable(report)
                + (report.Findings.Count == 0 ? ""
                    : BarChart.Of(CountsTitle, CountsUnit, BarFigures.Counts(report), WholeCount).Svg)),
            (Formatters.Plotly, report => PlotlyFigure.Bars(CountsTitle, CountsUnit, BarFigures.Counts(report))),
            (Formatters.Plain, report => report.ToString()));
        Formatters.Add<ImportResult>((Formatters.Html, ImportTables), (Formatters.Plain, result => result.ToString()));
        Formatters.Add<DetectedLayout>((Formatters.Html, LayoutTable), (Formatters.Plain, PlainLayout));
        Formatters.Add<SecondsCheck>((Formatters.Html, SecondsTable), (Formatters.Plain, check => check.ToString()));
        Formatters.Add<BarCoverage>(
            (Formatters.Html, coverage =>
                Drawn(CoverageChart.Calendar("Minutes present, by trading day", coverage), coverage.ToString())),
                    (Formatters.Plain, coverage => coverage.ToString()));
        Formatters.Add<DaySplit>(
            (Formatters.Html, split => Drawn(SplitChart.Of(split), split.Description)),
            (Formatters.Plain, split => split.Description));
        Formatters.Add<SplitPlan>(
            (Formatters.Html, plan => Drawn(SplitChart.Of(plan), "")), (Formatters.Plain, plan => plan.ToString()));
    }

    /// <summary>Rows are counted in whole numbers: a tick between two of them has no label.</summary>
    private static string WholeCount(double count) => count % 1 == 0 ? Count((long)count) : "";

    private static string ReportTable(ValidationReport report)
    {
        string caption = $"{report.File} ({report.Format}), {report.Mode}: {Count(report.RowsRead)} rows, "
            + $"{Count(report.RowsKept)} kept, {Count(report.RowsListed)} left out, {Count(report.Changed.Count)} changes";
        if (report.Findings.Count == 0) return new HtmlTable(caption).AccentRow(Good, "nothing was found").ToString();
        var table = new HtmlTable(caption, "severity", "rule", "count", "what was done", "first place", "what stands there");
        foreach (BarFinding finding in report.Findings)
            table.AccentRow(
                finding.Severity switch { FindingSeverity.Error => Bad, FindingSeverity.Warning => Doubtful, _ => Fact },
                finding.Severity.ToString().ToLowerInvariant(), BarRules.NameOf(finding.Rule), Count(finding.Count),
                finding.Treatment, finding.FirstPlace, finding.FirstValue);
        return table.ToString();
    }

    private static string ImportTables(ImportResult result)
    {
        var table = new HtmlTable(result.WasWritten ? "imported" : "read; nothing was written")
            .AccentRow(Good, "bars added", Count(result.Added))
                .AccentRow(Fact, "already there with the same values", Count(result.AlreadyThere))
            .AccentRow(result.ConflictCount > 0 ? Bad : Good, "in conflict; the target keeps its own",
                Count(result.ConflictCount));
        foreach (RollMark roll in result.Rolls) table.AccentRow(Fact, "change of contract", roll.ToString());
        foreach (string conflict in result.Conflicts.Take(10)) table.AccentRow(Bad, "conflict", conflict);
        return table + string.Concat(result.Reports.Select(ReportTable));
    }

    private static string LayoutTable(DetectedLayout found)
    {
        BarLayout layout = found.Layout;
        var table = new HtmlTable($"detected: {layout.Format}")
            .Row("time", $"{layout.Time}, marks the bar's {layout.Edge.ToString().ToLowerInvariant()}")
            .Row("zone", found.Question is null ? layout.Zone : "open")
                .Row("price scale", layout.PriceScale.ToString("0.#########", CultureInfo.InvariantCulture));
        if (found.Question is not { } question) return table.ToString();
        table.AccentRow(Doubtful, "asks for", question.Fact);
        foreach (LayoutReading reading in question.Readings) table.Row(reading.Choice, reading.Meaning);
        return table.ToString();
    }

    private static string PlainLayout(DetectedLayout found) => found.Question is not { } question
        ? $"{found.Layout.Format}, zone {found.Layout.Zone}, time marks the bar's "
            + $"{found.Layout.Edge.ToString().ToLowerInvariant()}"
        : $"{found.Layout.Format}, asks for {question.Fact}:"
            + string.Concat(question.Readings.Select(reading => $"\n  {reading.Choice}: {reading.Meaning}"));

    private static string SecondsTable(SecondsCheck check)
    {
        var table = new HtmlTable("second bars against minute bars")
            .AccentRow(Good, "minutes that their seconds add up to", Count(check.Agreeing))
            .AccentRow(check.PricesDisagree > 0 ? Bad : Good, "minutes with other prices", Count(check.PricesDisagree))
            .AccentRow(check.VolumesDisagree > 0 ? Doubtful : Good, "minutes with another volume only",
                Count(check.VolumesDisagree))
            .AccentRow(Fact, "minutes without seconds: judged by the minute alone", Count(check.MinutesWithout))
            .AccentRow(check.SecondsWithoutMinute > 0 ? Doubtful : Good, "seconds without a minute",
                Count(check.SecondsWithoutMinute));
        foreach (string example in check.Examples.Take(5)) table.Row("example", example);
        return table.ToString();
    }

    private static string Drawn(SvgFigure figure, string words) => figure.Svg
        + (words.Length > 0 ? $"<p>{WebUtility.HtmlEncode(words)}</p>" : "");

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
