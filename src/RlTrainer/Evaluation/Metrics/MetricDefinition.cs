using RlTrainer.Values;

namespace RlTrainer.Evaluation;

/// <summary>One metric: what it is called, how it is computed and where it stands. Files, tables and the glossary all follow
/// this list.</summary>
/// <param name="Key">Name in files, e.g. "profit_factor".</param>
/// <param name="Title">Name in tables, e.g. "Profit factor".</param>
/// <param name="Unit">How it is written.</param>
/// <param name="Formula">Its definition and source, in one sentence.</param>
/// <param name="Of">Reads it.</param>
public sealed record MetricDefinition(
    string Key, string Title, MetricUnit Unit, string Formula, Func<EvaluationMetrics, Measured> Of)
{
    /// <summary>Every metric, in the order of the tables.</summary>
    public static IReadOnlyList<MetricDefinition> All { get; } =
    [
        new("net_profit", "Net profit", MetricUnit.Dollars, "Profit of all accounts after commissions and slippage.", m =>
            m.NetProfit),
        new("net_profit_error", "Standard error of net profit", MetricUnit.Dollars,
            "Sample deviation of the daily profits × √days: how far luck alone moves the net profit.", m => m.NetProfitError),
        new("total_return_percent", "Total return", MetricUnit.Percent, "Net profit ÷ starting balance.", m =>
            m.TotalReturnPercent),
        new("monthly_return_percent", "Return a month", MetricUnit.Percent,
            "Total return ÷ calendar months touched by the test days.", m => m.MonthlyReturnPercent),
        new("sharpe", "Sharpe ratio", MetricUnit.Number,
            "Mean ÷ sample deviation of daily returns × √252, risk-free rate 0, days without trades included (Sharpe 1994).",
            m => m.Sharpe),
        new("sortino", "Sortino ratio", MetricUnit.Number,
            "Mean daily return ÷ √mean of squared negative returns × √252, over all days (Sortino and Price 1994).", m =>
                m.Sortino),
        new("probabilistic_sharpe", "Probabilistic Sharpe ratio", MetricUnit.Share,
            "Probability that the true Sharpe ratio is above 0, given the days' number, skewness and kurtosis (Bailey and López "
            + "de Prado 2012).", m => m.ProbabilisticSharpe),
        new("max_drawdown", "Maximum drawdown", MetricUnit.Dollars,
            "Deepest fall of equity below its highest value so far, both inside the bars; in one bar the highest comes first.",
            m => m.MaximumDrawdown),
        new("max_drawdown_percent", "Maximum drawdown, percent", MetricUnit.Percent, "That fall ÷ the peak it fell from.", m =>
            m.MaximumDrawdownPercent),
        new("drawdown_days", "Longest drawdown", MetricUnit.Days,
            "Trading days from a peak of the closing equity until a close reached it again, or the data ended.", m =>
                m.DrawdownDays),
        new("recovery_factor", "Recovery factor", MetricUnit.Number, "Net profit ÷ maximum drawdown.", m => m.RecoveryFactor),
        new("trades", "Trades", MetricUnit.Count, "Round trips, from flat to flat.", m => m.Trades),
        new("trades_per_day", "Trades a day", MetricUnit.Number, "Trades ÷ trading days.", m => m.TradesPerDay),
        new("win_rate", "Win rate", MetricUnit.Share, "Trades with a profit after costs ÷ trades.", m => m.WinRate),
        new("profit_factor", "Profit factor", MetricUnit.Number, "Sum of winning trades ÷ sum of losing trades, after costs.",
            m => m.ProfitFactor),
        new("expectancy", "Expectancy", MetricUnit.Dollars, "Mean profit of a trade after costs.", m => m.Expectancy),
        new("mean_r", "Mean R", MetricUnit.RMultiple,
            "Mean of net profit ÷ initial risk, which is contracts × stop distance × tick value.", m => m.MeanR),
        new("median_r", "Median R", MetricUnit.RMultiple, "Median of net profit ÷ initial risk.", m => m.MedianR),
        new("adverse_r", "Adverse excursion", MetricUnit.RMultiple,
            "Mean of the furthest move against a trade ÷ its stop distance (Sweeney 1997).", m => m.AdverseR),
        new("favorable_r", "Favourable excursion", MetricUnit.RMultiple,
            "Mean of the furthest move in a trade's favour ÷ its stop distance (Sweeney 1997).", m => m.FavorableR),
        new("exit_quality", "Exit quality", MetricUnit.Share,
            "Ticks gained ÷ furthest ticks in favour, both summed over contracts of all trades.", m => m.ExitQuality),
        new("exposure", "Exposure", MetricUnit.Share, "Bars with an open position at their close ÷ bars walked.", m =>
            m.Exposure),
        new("bars_held", "Bars held", MetricUnit.Number, "Mean bars from entry to last exit.", m => m.BarsHeld),
        new("costs", "Costs", MetricUnit.Dollars, "Commissions and slippage of every leg.", m => m.Costs),
        new("cost_share", "Cost share", MetricUnit.Share, "Costs ÷ what trades that gained before costs gained.", m =>
            m.CostShare),
        new("cost_per_r", "Cost per R", MetricUnit.Share,
            "Commissions and slippage of every leg ÷ what the stops risked (contracts × stop distance × tick value), both summed "
            + "over trades.", m => m.CostPerR),
        new("coverage", "Bars covered", MetricUnit.Share, "Bars walked ÷ bars of the held-out days.", m => m.Coverage),
    ];

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
