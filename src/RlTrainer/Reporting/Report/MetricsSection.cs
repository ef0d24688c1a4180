using RlTrainer.Evaluation;

namespace RlTrainer.Reporting;

/// <summary>Every figure of the policy under evaluation.</summary>
internal static class MetricsSection
{
    public static void Write(HtmlText html, ReportContent content)
    {
        EvaluationMetrics metrics = content.Subject.Metrics;
        html.Element("h2", "All figures");
        string[][] rows = [.. MetricDefinition.All.Select(
            metric => new[] { metric.Title, Text(metric.Of(metrics), metric.Unit) })];
        int half = (rows.Length + 1) / 2;
        html.Open("div", "pair");
        html.Table(["Metric", "Value"], rows[..half]);
        html.Table(["Metric", "Value"], rows[half..]);
        html.Close("div");
        string[] reasons = [.. MetricDefinition.All.Select(metric => metric.Of(metrics).Reason).OfType<string>().Distinct()];
        if (reasons.Length > 0) html.Element("p", $"A dash means undefined: {string.Join("; ", reasons)}.", "soft small");
    }

    private static string Text(Measured measured, MetricUnit unit) => NumberText.Of(measured, unit);
}
