using System.Globalization;
using RlTrainer.Evaluation;
using RlTrainer.Market;

namespace RlTrainer.Reporting;

/// <summary>What was evaluated, on what, and what the reader must know first.</summary>
internal static class HeaderSection
{
    public static void Write(HtmlText html, ReportContent content)
    {
        PolicyEvaluation subject = content.Subject;
        BarSeries bars = subject.Bars;
        html.Element("h1", content.Title);
        html.Element("p", $"{subject.PolicyName} on {bars.Instrument.Name} "
            + $"({bars.Instrument.Symbol}"
            + $"{(bars.Instrument.IsCustom ? $", custom instrument on {SessionCalendar.Name}" : string.Empty)}), "
            + $"{bars.Days.Count} held-out trading days from {Date(bars.Days[0])} to {Date(bars.Days[^1])}, under the rules of "
            + $"{subject.Rules.Title}.", "soft");
        if (bars.IsSynthetic)
            Banner(html, "Synthetic data.",
                "These bars were made by a generator, not by a market. The figures show how the software behaves and learns; "
                + "they say nothing about trading.");
        Banner(html, "Research and simulation only.",
            "Apex prohibits automated trading on all account types. Nothing here is advice, and simulated results are not "
            + "results of trading.");
    }

    private static void Banner(HtmlText html, string head, string text)
    {
        html.Open("div", "banner").Element("strong", head).Element("span", " " + text).Close("div");
    }

    private static string Date(TradingDay day) => day.Date.ToString("d MMM uuuu", CultureInfo.InvariantCulture);
}
