using RlTrainer.Numerics;
using RlTrainer.Trading;

namespace RlTrainer.Evaluation;

/// <summary>Bootstrap intervals of the headline figures; null where the data does not carry one.</summary>
/// <param name="NetProfit">Net profit, dollars.</param>
/// <param name="Sharpe">Annualised Sharpe ratio; null under 20 days.</param>
/// <param name="ProfitFactor">Profit factor.</param>
/// <param name="WinRate">Win rate, 0 to 1.</param>
/// <param name="Expectancy">Mean profit of a trade, dollars.</param>
public sealed record MetricIntervals(
    Interval? NetProfit, Interval? Sharpe, Interval? ProfitFactor, Interval? WinRate, Interval? Expectancy)
{
    /// <summary>Fewer days than this and no interval is given: resampling a handful of days makes it far too narrow.</summary>
    public const int FewestDays = 10;

    /// <summary>Draws whole days with their trades and measures each draw.</summary>
    /// <param name="metrics">What was measured.</param>
    /// <param name="bootstrap">How the days are drawn.</param>
    /// <param name="seed">The run's seed.</param>
    /// <returns>One interval a figure; null where there are too few days or the figure is undefined.</returns>
    public static MetricIntervals Of(EvaluationMetrics metrics, DayBootstrap bootstrap, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        ArgumentNullException.ThrowIfNull(bootstrap);
        if (metrics.Days.Count < FewestDays) return new MetricIntervals(null, null, null, null, null);
        DaySums[] days = [.. metrics.Days.Select(DaySums.Of)];
        Interval? Drawn(string purpose, Func<DaySums, int, double?> statistic)
        {
            var random = Rng.Stream(seed, "bootstrap " + purpose);
            return bootstrap.Of(days.Length, drawn => statistic(DaySums.Total(days, drawn), drawn.Length), ref random);
        }
        return new MetricIntervals(
            Drawn("net profit", (sum, _) => sum.Pnl),
            days.Length < SharpeStatistics.FewestDays ? null : Drawn("sharpe", (sum, count) => sum.Sharpe(count)),
            Drawn("profit factor", (sum, _) => sum.Lost > 0 ? sum.Won / sum.Lost : null),
            Drawn("win rate", (sum, _) => sum.Trades > 0 ? sum.Wins / sum.Trades : null),
            Drawn("expectancy", (sum, _) => sum.Trades > 0 ? (sum.Won - sum.Lost) / sum.Trades : null));
    }

    /// <summary>Sums that the figures are made of, dollars; a day's or a whole draw's.</summary>
    private readonly record struct DaySums(double Pnl, double PnlSquared, double Trades, double Wins, double Won, double Lost)
    {
        public static DaySums Of(DayResult day)
        {
            double pnl = day.PnlCents / 100.0, won = 0, lost = 0;
            int wins = 0;
            foreach (Trade trade in day.Trades)
            {
                if (trade.NetCents > 0) (wins, won) = (wins + 1, won + trade.NetCents / 100.0);
                else lost -= trade.NetCents / 100.0;
            }
            return new DaySums(pnl, pnl * pnl, day.Trades.Count, wins, won, lost);
        }

        public static DaySums Total(DaySums[] days, ReadOnlySpan<int> drawn)
        {
            DaySums total = default;
            foreach (int index in drawn)
            {
                DaySums day = days[index];
                total = new DaySums(
                    total.Pnl + day.Pnl, total.PnlSquared + day.PnlSquared, total.Trades + day.Trades, total.Wins + day.Wins,
                    total.Won + day.Won, total.Lost + day.Lost);
            }
            return total;
        }

        public double? Sharpe(int days)
        {
            double mean = Pnl / days, variance = (PnlSquared - days * mean * mean) / (days - 1);
            return variance > 1e-9 ? mean / Math.Sqrt(variance) * Math.Sqrt(SharpeStatistics.DaysPerYear) : null;
        }
    }
}
