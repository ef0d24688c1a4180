using RlTrainer.Evaluation;
using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Reporting;

/// <summary>The figures of an evaluation, one call each: the report's, and the same as a notebook's output.</summary>
internal static class EvaluationFigures
{
    private const int RollingDays = 20;
    private const double LowestR = -2, HighestR = 5, BinR = 0.25;

    /// <summary>Equity of the first six policies on the same days, with the first one's drawdown.</summary>
    public static SvgFigure Equity(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        return EquityChart.Of(
            "Equity and drawdown", [.. comparison.Policies.Take(FigureStyle.SeriesCount).Select(LineOf)],
            comparison.Policies[0].Bars);
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
        return Histogram.Of("Profit of each trade as a multiple of its risk", "Net profit, R", evaluation.Metrics.RMultiples,
            BinR, (LowestR, HighestR));
    }

    /// <summary>Net profit by the Eastern hour of entry.</summary>
    public static SvgFigure ByHour(PolicyEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return BarChart.Of(
            "Net profit by hour of entry (Eastern)", "Net profit, $",
            [.. TradeGroups.ByHour(evaluation.Journal.Trades, evaluation.Bars)
                .Select(group => (group.Key, group.NetCents / 100.0))], NumberText.Dollars);
    }

    /// <summary>Net profit of every month.</summary>
    public static SvgFigure ByMonth(PolicyEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return BarChart.Of(
            "Net profit by month", "Net profit, $",
            [.. evaluation.Metrics.Months.Select(
                month => (month.Month.OnDayOfMonth(1).ToString("MMM uu", System.Globalization.CultureInfo.InvariantCulture),
                    month.PnlCents / 100.0))], NumberText.Dollars);
    }

    /// <summary>Net profit by weekday and Eastern hour of entry.</summary>
    public static SvgFigure HourByWeekday(PolicyEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        BarSeries bars = evaluation.Bars;
        int[] hours = [.. evaluation.Journal.Trades.Select(trade => TradeGroups.HourOf(trade, bars)).Distinct().Order()];
        int[] weekdays = [.. evaluation.Journal.Trades.Select(trade => TradeGroups.WeekdayOf(trade, bars)).Distinct().Order()];
        var sums = evaluation.Journal.Trades.GroupBy(
            trade => (TradeGroups.WeekdayOf(trade, bars), TradeGroups.HourOf(trade, bars)))
            .ToDictionary(group => group.Key, group => group.Sum(trade => trade.NetCents) / 100.0);
        return HeatMap.Of(
            "Net profit by weekday and hour of entry (Eastern), $", [.. weekdays.Select(day => TradeGroups.WeekdayNames[day])],
            [.. hours.Select(TradeGroups.HourName)],
            [.. weekdays.SelectMany(
                day => hours.Select(hour => sums.TryGetValue((day, hour), out double sum) ? sum : (double?)null))], value =>
                    NumberText.Number(value, 0));
    }

    /// <summary>Annualised Sharpe ratio of every 20 trading days in a row; null below twice as many days, where it would be one
    /// point or two.</summary>
    public static SvgFigure? RollingSharpe(PolicyEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        double[] returns = [.. evaluation.Metrics.Days.Select(day => day.Return(evaluation.Metrics.StartCents))];
        if (returns.Length < 2 * RollingDays) return null;
        double[] sharpe = [.. Enumerable.Range(RollingDays, returns.Length - RollingDays + 1)
            .Select(end => SharpeOf(returns.AsSpan(end - RollingDays, RollingDays)))];
        double[] days = [.. Enumerable.Range(RollingDays, sharpe.Length).Select(day => (double)day)];
        return LineChart.Of($"Sharpe ratio of the last {RollingDays} days", "trading day of the test",
            "Sharpe ratio, annualised", [new Curve("rolling Sharpe ratio", days, sharpe)]);
    }

    /// <summary>Net profit by year and month; null where all days lie in one month.</summary>
    public static SvgFigure? MonthGrid(PolicyEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        var months = evaluation.Metrics.Months.ToDictionary(
            month => (month.Month.Year, month.Month.Month), month => month.PnlCents / 100.0);
        if (months.Count < 2) return null;
        int[] years = [.. months.Keys.Select(key => key.Year).Distinct().Order()];
        return HeatMap.Of(
            "Net profit by month, $", [.. years.Select(year => year.ToString(System.Globalization.CultureInfo.InvariantCulture))],
            [.. System.Globalization.CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames.Take(12)],
            [.. years.SelectMany(
                year => Enumerable.Range(1, 12)
                    .Select(month => months.TryGetValue((year, month), out double sum) ? sum : (double?)null))],
            value => NumberText.Number(value, 0));
    }

    private static double SharpeOf(ReadOnlySpan<double> returns)
    {
        double mean = 0, square = 0;
        foreach (double value in returns) mean += value / returns.Length;
        foreach (double value in returns) square += (value - mean) * (value - mean);
        double deviation = Math.Sqrt(square / (returns.Length - 1));
        return deviation > 0 ? mean / deviation * Math.Sqrt(SharpeStatistics.DaysPerYear) : double.NaN;
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
        policy.PolicyName, policy.Equity,
        [.. policy.Journal.Fills.Where(fill => fill.Reason == FillReason.Breach).Select(fill => fill.BarIndex).Distinct()]);
}
