using System.Globalization;
using RlTrainer.Evaluation;

namespace RlTrainer.Reporting;

/// <summary>Profit by calendar month.</summary>
internal static class MonthsSection
{
    public static void Write(HtmlText html, ReportContent content)
    {
        html.Element("h2", "By month");
        if (EvaluationFigures.MonthGrid(content.Subject) is { } grid) html.Figure(grid);
        html.Table(
            ["Month", "Days", "Trades", "Profit", "Return"],
            content.Subject.Metrics.Months.Select(month => new[]
            {
                month.Month.OnDayOfMonth(1).ToString("MMMM uuuu", CultureInfo.InvariantCulture),
                NumberText.Number(month.Days, 0), NumberText.Number(month.Trades, 0),
                NumberText.Dollars(month.PnlCents / 100.0), NumberText.Of(month.ReturnPercent, MetricUnit.Percent),
            }));
    }
}
