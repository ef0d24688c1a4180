namespace RlTrainer.Reporting;

/// <summary>May the model trade at all? The gate's verdict, before any figure of the test days.</summary>
internal static class GateSection
{
    public static void Write(HtmlText html, ReportContent content)
    {
        if (content.Edge is not { } verdict) return;
        html.Element("h2", "May it trade?");
        html.Element("p", $"{char.ToUpperInvariant(verdict.InWords[0])}{verdict.InWords[1..]}.");
        if (verdict.Lines.Count > 0)
            html.Table(
                ["Most certain", "Bars entered on", "Days", "Mean of an entry", "Standard error", "In standard errors"],
                [.. verdict.Lines.Select(line => (IReadOnlyList<string>)[
                    NumberText.Share(line.Share), NumberText.Number(line.Entries, 0), NumberText.Number(line.Days,
                        0), NumberText.Dollars(line.MeanUsd),
                    NumberText.Dollars(line.ErrorUsd), NumberText.Number(line.InErrors, 1)])]);
        html.Element("p", "Every bar of the validation days was followed for the side the model prefers; standard errors are "
            + "clustered by day.", "soft");
    }
}
