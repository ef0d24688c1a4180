using RlTrainer.Evaluation;
using RlTrainer.Trading;

namespace RlTrainer.Reporting;

/// <summary>When and how the trades won and lost.</summary>
internal static class DistributionSection
{
    public static void Write(HtmlText html, ReportContent content)
    {
        PolicyEvaluation subject = content.Subject;
        List<Trade> trades = subject.Journal.Trades;
        if (trades.Count == 0) return;
        html.Element("h2", "Where the profit came from");
        html.Figure(EvaluationFigures.MultiplesOfRisk(subject));
        html.Figure(EvaluationFigures.HourByWeekday(subject));
        html.Open("div", "pair");
        Groups(html, "Side", TradeGroups.BySide(trades, subject.Bars));
        Groups(html, "Exit", TradeGroups.ByExit(trades, subject.Bars));
        Groups(html, "Weekday", TradeGroups.ByWeekday(trades, subject.Bars));
        Groups(html, "Efficiency before entry", TradeGroups.ByEfficiency(trades, subject.Bars));
        html.Close("div");
    }

    private static void Groups(HtmlText html, string name, IReadOnlyList<TradeGroup> groups)
    {
        html.Open("div");
        html.Table(
            [name, "Trades", "Win rate", "Profit", "Mean R"],
            groups.Select(group =>
                new[] { group.Key, NumberText.Number(group.Trades, 0), NumberText.Share(group.WinRate),
                    NumberText.Dollars(group.NetCents / 100.0), NumberText.Number(group.MeanR) }));
        html.Close("div");
    }
}
