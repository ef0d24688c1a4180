namespace RlTrainer.Reporting;

/// <summary>Some days drawn with their trades.</summary>
internal static class DaysSection
{
    private const int MostCharts = 10;

    public static void Write(HtmlText html, ReportContent content)
    {
        IReadOnlyList<int> days = DayChoice.Of(content.Subject, Math.Min(MostCharts, content.DayCharts));
        if (days.Count == 0) return;
        html.Element("h2", "Some days in detail");
        html.Element("p", "The worst and the best day, days of a breach, and days spread evenly over the test; chosen by rule, "
            + "not by looks.", "soft");
        html.Open("div", "days");
        foreach (int day in days) html.Figure(DayChart.Of(content.Subject.Bars, content.Subject.Journal, day));
        html.Close("div");
    }
}
