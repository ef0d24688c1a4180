namespace RlTrainer.Reporting;

/// <summary>Why the figures may deceive.</summary>
internal static class WarningsSection
{
    public static void Write(HtmlText html, ReportContent content)
    {
        string[] warnings = [.. ReportWarnings.Of(content.Comparison), .. content.Findings];
        html.Element("h2", "Before you believe these figures");
        if (warnings.Length == 0)
        {
            html.Element("p", "No warning applies. The figures are still those of a simulation: real fills, outages and a "
                + "changing market are not in them.");
            return;
        }
        html.Open("ul");
        foreach (string warning in warnings) html.Element("li", warning);
        html.Close("ul");
    }
}
