using System.Globalization;
using NodaTime;
using RlTrainer.Data;
using RlTrainer.Market;
using RlTrainer.Reporting;

namespace RlTrainer.Interactive;

/// <summary>Bars and what checking them found, as short tables with a picture.</summary>
internal static class MarketFormatters
{
    private const string CountsTitle = "How often each rule was broken", CountsUnit = "rows";

    public static void Register()
    {
        Formatters.Add<BarSeries>(
            (Formatters.Html, bars => BarsTable(bars) + BarFigures.Prices(bars).Svg), (Formatters.Plotly, BarFigures.PlotlyPrices), (Formatters.Plain, bars => bars.ToString()));
        Formatters.Add<ValidationReport>(
            (Formatters.Html, report => ReportTable(report) + (report.Findings.Count == 0 ? string.Empty : BarChart.Of(CountsTitle, CountsUnit, BarFigures.Counts(report), count => Count((long)count)).Svg)),
            (Formatters.Plotly, report => PlotlyFigure.Bars(CountsTitle, CountsUnit, BarFigures.Counts(report))),
            (Formatters.Plain, report => report.ToString()));
        Formatters.Add<BarSource>((Formatters.Plain, source => source.Reason));
        Formatters.Add<DaySplit>((Formatters.Plain, split => split.Description));
        Formatters.Add<Instrument>((Formatters.Plain, instrument => $"{instrument.Symbol}, {instrument.Name}, {instrument.Exchange}"));
    }

    private static string BarsTable(BarSeries bars)
    {
        var table = new HtmlTable($"{bars.Instrument.Symbol} · {bars.Instrument.Name} · {bars.Interval.ToString().ToLowerInvariant()} bars");
        table.Row("bars", Count(bars.Count)).Row("trading days", Count(bars.Days.Count));
        if (bars.Count > 0)
            table.Row("first bar", Eastern(bars.EasternSeconds[0])).Row("last bar", Eastern(bars.EasternSeconds[^1]))
                .Row("prices", $"{bars.Instrument.PriceOf(Lowest(bars))} to {bars.Instrument.PriceOf(Highest(bars))} points, tick {bars.Instrument.TickSize}");
        table.Row("from", bars.Origin);
        return table + (bars.IsSynthetic ? "<p><strong>Synthetic data:</strong> made by a generator; results on it are no trading results.</p>" : "");
    }

    private static string ReportTable(ValidationReport report)
    {
        string caption = $"{report.File} ({report.Format}): {Count(report.RowsRead)} rows, {Count(report.RowsKept)} kept, {Count(report.RowsListed)} left out, {Count(report.Changed.Count)} changes";
        if (report.Findings.Count == 0) return new HtmlTable(caption).AccentRow("#2a9d8f", "nothing was found").ToString();
        var table = new HtmlTable(caption, "severity", "rule", "count", "what was done", "first place", "what stands there");
        foreach (BarFinding finding in report.Findings)
            table.AccentRow(
                finding.Severity switch { FindingSeverity.Error => "#e76f51", FindingSeverity.Warning => "#e9c46a", _ => "#4895ef" },
                finding.Severity.ToString().ToLowerInvariant(), BarRules.NameOf(finding.Rule), Count(finding.Count), finding.Treatment, finding.FirstPlace, finding.FirstValue);
        return table.ToString();
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Eastern(long seconds) =>
        new LocalDateTime(1970, 1, 1, 0, 0).PlusSeconds(seconds).ToString("ddd uuuu-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " New York";

    private static int Lowest(BarSeries bars)
    {
        int lowest = int.MaxValue;
        foreach (int ticks in bars.LowTicks) lowest = Math.Min(lowest, ticks);
        return lowest;
    }

    private static int Highest(BarSeries bars)
    {
        int highest = int.MinValue;
        foreach (int ticks in bars.HighTicks) highest = Math.Max(highest, ticks);
        return highest;
    }
}
