using RlTrainer.Evaluation;
using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Reporting;

/// <summary>The figures of an evaluation, one call each: the report's, and the same as a notebook's output.</summary>
internal static class EvaluationFigures
{
    private const double LowestR = -2, HighestR = 5, BinR = 0.25;

    /// <summary>Equity of the first six policies on the same days, with the first one's drawdown.</summary>
    public static SvgFigure Equity(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return EquityChart.Of(
            "Equity and drawdown", [.. comparison.Policies.Take(FigureStyle.SeriesCount).Select(LineOf)], comparison.Policies[0].Bars);
    }

    /// <summary>Equity and drawdown of one policy.</summary>
    public static SvgFigure Equity(PolicyEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return EquityChart.Of("Equity and drawdown", [LineOf(evaluation)], evaluation.Bars);
    }

    /// <summary>Distribution of the trades' R multiples.</summary>
    public static SvgFigure MultiplesOfRisk(PolicyEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return Histogram.Of("Profit of each trade as a multiple of its risk", "Net profit, R", evaluation.Metrics.RMultiples, BinR, LowestR, HighestR);
    }

    /// <summary>Net profit by the Eastern hour of entry.</summary>
    public static SvgFigure ByHour(PolicyEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return BarChart.Of(
            "Net profit by hour of entry (Eastern)", "Net profit, $",
            [.. TradeGroups.ByHour(evaluation.Journal.Trades, evaluation.Bars).Select(group => (group.Key, group.NetCents / 100.0))], NumberText.Dollars);
    }

    /// <summary>Net profit of every month.</summary>
    public static SvgFigure ByMonth(PolicyEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return BarChart.Of(
            "Net profit by month", "Net profit, $",
            [.. evaluation.Metrics.Months.Select(month => (month.Month.OnDayOfMonth(1).ToString("MMM uu", System.Globalization.CultureInfo.InvariantCulture), month.PnlCents / 100.0))], NumberText.Dollars);
    }

    /// <summary>Net profit by weekday and Eastern hour of entry.</summary>
    public static SvgFigure HourByWeekday(PolicyEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        BarSeries bars = evaluation.Bars;
        int[] hours = [.. evaluation.Journal.Trades.Select(trade => TradeGroups.HourOf(trade, bars)).Distinct().Order()];
        int[] weekdays = [.. evaluation.Journal.Trades.Select(trade => TradeGroups.WeekdayOf(trade, bars)).Distinct().Order()];
        var sums = evaluation.Journal.Trades.GroupBy(trade => (TradeGroups.WeekdayOf(trade, bars), TradeGroups.HourOf(trade, bars)))
            .ToDictionary(group => group.Key, group => group.Sum(trade => trade.NetCents) / 100.0);
        return HeatMap.Of(
            "Net profit by weekday and hour of entry (Eastern), $", [.. weekdays.Select(day => TradeGroups.WeekdayNames[day])], [.. hours.Select(TradeGroups.HourName)],
            [.. weekdays.SelectMany(day => hours.Select(hour => sums.TryGetValue((day, hour), out double sum) ? sum : (double?)null))], value => NumberText.Number(value, 0));
    }

    /// <summary>A trading day's prices with what the policy did.</summary>
    /// <param name="evaluation">The policy.</param>
    /// <param name="day">Index of the day in the evaluation's bars.</param>
    public static SvgFigure Day(PolicyEvaluation evaluation, int day)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return DayChart.Of(evaluation.Bars, evaluation.Journal, day);
    }

    private static EquityLine LineOf(PolicyEvaluation policy) => new(
        policy.PolicyName, policy.Equity, [.. policy.Journal.Fills.Where(fill => fill.Reason == FillReason.Breach).Select(fill => fill.BarIndex).Distinct()]);
}
