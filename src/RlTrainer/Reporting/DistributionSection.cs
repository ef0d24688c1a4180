using RlTrainer.Evaluation;
using RlTrainer.Market;
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
        html.Figure(MultiplesOfRisk(subject));
        html.Figure(HourByWeekday(subject));
        html.Open("div", "pair");
        Groups(html, "Side", TradeGroups.BySide(trades, subject.Bars));
        Groups(html, "Exit", TradeGroups.ByExit(trades, subject.Bars));
        Groups(html, "Weekday", TradeGroups.ByWeekday(trades, subject.Bars));
        Groups(html, "Efficiency before entry", TradeGroups.ByEfficiency(trades, subject.Bars));
        html.Close("div");
    }

    public static SvgFigure MultiplesOfRisk(PolicyEvaluation evaluation) => Histogram.Of(
        "Profit of each trade as a multiple of its risk", "Net profit, R", evaluation.Metrics.RMultiples, 0.25, -2, 5);

    public static SvgFigure HourByWeekday(PolicyEvaluation evaluation)
    {
        BarSeries bars = evaluation.Bars;
        int[] hours = [.. evaluation.Journal.Trades.Select(trade => TradeGroups.HourOf(trade, bars)).Distinct().Order()];
        int[] weekdays = [.. evaluation.Journal.Trades.Select(trade => TradeGroups.WeekdayOf(trade, bars)).Distinct().Order()];
        var sums = evaluation.Journal.Trades.GroupBy(trade => (TradeGroups.WeekdayOf(trade, bars), TradeGroups.HourOf(trade, bars)))
            .ToDictionary(group => group.Key, group => group.Sum(trade => trade.NetCents) / 100.0);
        return HeatMap.Of(
            "Net profit by weekday and hour of entry (Eastern), $", [.. weekdays.Select(day => TradeGroups.WeekdayNames[day])], [.. hours.Select(TradeGroups.HourName)],
            [.. weekdays.SelectMany(day => hours.Select(hour => sums.TryGetValue((day, hour), out double sum) ? sum : (double?)null))], value => NumberText.Number(value, 0));
    }

    private static void Groups(HtmlText html, string name, IReadOnlyList<TradeGroup> groups)
    {
        html.Open("div");
        html.Table(
            [name, "Trades", "Win rate", "Profit", "Mean R"],
            groups.Select(group => new[] { group.Key, NumberText.Number(group.Trades, 0), NumberText.Share(group.WinRate), NumberText.Dollars(group.NetCents / 100.0), NumberText.Number(group.MeanR) }));
        html.Close("div");
    }
}
