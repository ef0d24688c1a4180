using RlTrainer.Values;

namespace RlTrainer.Evaluation;

/// <summary>
/// Everything measured about one walk over held-out days. Money is US dollars, rates are shares from 0 to 1, percentages
/// say so. Each figure's formula stands at its <see cref="MetricDefinition"/>.
/// </summary>
public sealed record EvaluationMetrics
{
    /// <summary>The trading days, in order, days without trades included.</summary>
    public required IReadOnlyList<DayResult> Days { get; init; }

    /// <summary>The calendar months of those days.</summary>
    public required IReadOnlyList<MonthResult> Months { get; init; }

    /// <summary>R multiple of every trade, in order.</summary>
    public required IReadOnlyList<double> RMultiples { get; init; }

    /// <summary>Balance of a fresh account, US cents.</summary>
    public required long StartCents { get; init; }

    /// <summary>Profit of all accounts after costs, dollars.</summary>
    public required Measured NetProfit { get; init; }

    /// <summary>Standard error of the profit, from the spread of the days, dollars.</summary>
    public required Measured NetProfitError { get; init; }

    /// <summary>Profit as a percentage of the starting balance.</summary>
    public required Measured TotalReturnPercent { get; init; }

    /// <summary>Mean profit of a calendar month as a percentage of the starting balance.</summary>
    public required Measured MonthlyReturnPercent { get; init; }

    /// <summary>Annualised Sharpe ratio of the daily returns.</summary>
    public required Measured Sharpe { get; init; }

    /// <summary>Annualised Sortino ratio of the daily returns.</summary>
    public required Measured Sortino { get; init; }

    /// <summary>Probability that the true Sharpe ratio is above 0.</summary>
    public required Measured ProbabilisticSharpe { get; init; }

    /// <summary>Deepest fall below the highest equity, dollars.</summary>
    public required Measured MaximumDrawdown { get; init; }

    /// <summary>That fall as a percentage of its peak.</summary>
    public required Measured MaximumDrawdownPercent { get; init; }

    /// <summary>The longest time below a peak, trading days.</summary>
    public required Measured DrawdownDays { get; init; }

    /// <summary>Net profit over the deepest fall.</summary>
    public required Measured RecoveryFactor { get; init; }

    /// <summary>Round trips.</summary>
    public required Measured Trades { get; init; }

    /// <summary>Round trips a trading day.</summary>
    public required Measured TradesPerDay { get; init; }

    /// <summary>Share of trades with a profit after costs.</summary>
    public required Measured WinRate { get; init; }

    /// <summary>Sum of wins over sum of losses.</summary>
    public required Measured ProfitFactor { get; init; }

    /// <summary>Mean profit of a trade after costs, dollars.</summary>
    public required Measured Expectancy { get; init; }

    /// <summary>Mean R multiple.</summary>
    public required Measured MeanR { get; init; }

    /// <summary>Median R multiple.</summary>
    public required Measured MedianR { get; init; }

    /// <summary>Mean adverse excursion as a multiple of the initial risk.</summary>
    public required Measured AdverseR { get; init; }

    /// <summary>Mean favourable excursion as a multiple of the initial risk.</summary>
    public required Measured FavorableR { get; init; }

    /// <summary>Share of the favourable excursion that the exits kept.</summary>
    public required Measured ExitQuality { get; init; }

    /// <summary>Share of processed bars with an open position.</summary>
    public required Measured Exposure { get; init; }

    /// <summary>Mean bars held.</summary>
    public required Measured BarsHeld { get; init; }

    /// <summary>Commissions and slippage, dollars.</summary>
    public required Measured Costs { get; init; }

    /// <summary>Costs as a share of what the winning trades earned before costs.</summary>
    public required Measured CostShare { get; init; }

    /// <summary>Costs as a share of what the stops risked.</summary>
    public required Measured CostPerR { get; init; }

    /// <summary>Share of the series' bars that the walk processed.</summary>
    public required Measured Coverage { get; init; }

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
