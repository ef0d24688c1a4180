using RlTrainer.Features;
using RlTrainer.Market;

namespace RlTrainer.Tests.Data;

/// <summary>
/// A second, simple way to trade a rule, independent of the environment: enter when flat at the next open, stop 1.5 ATR,
/// target 4.5 ATR, stop first, one tick of slippage on market orders, 2.50 a side, flat at the close of 16:58.
/// </summary>
internal static class SimpleTrader
{
    internal sealed record Result(double Profit, double ProfitFactor, double Sharpe, double WinRate, int Trades)
    {
        public override string ToString() =>
            FormattableString.Invariant(
                $"profit {Profit,10:F0}  PF {ProfitFactor:F2}  Sharpe {Sharpe,6:F2}  wins {WinRate:P0}  trades {Trades}");
    }

    internal static Result Run(FeatureTable table, Func<int, int> side)
    {
        BarSeries bars = table.Bars;
        double won = 0, lost = 0;
        int wins = 0, trades = 0;
        var daily = new List<double>();
        foreach (TradingDay day in bars.Days)
        {
            double dayProfit = 0;
            long midnight = SessionCalendar.EasternSecondsOf(day.Date);
            long flat = Math.Min(midnight + 16 * 3600 + 59 * 60, day.CloseEasternSeconds - 60);
            for (int bar = Math.Max(day.FirstBar, table.WarmUpBars); bar + 1 < day.EndBar; bar++)
            {
                long clock = bars.EasternSeconds[bar] - midnight;
                if (clock < 9 * 3600 + 1800 || clock >= 16 * 3600 || bars.EasternSeconds[bar + 1] >= flat - 60) continue;
                int sign = side(bar);
                if (sign == 0) continue;
                (double profit, bar) = Trade(bars, bar, day.EndBar, flat, sign, table.AtrTicks[bar]);
                bar--;
                dayProfit += profit;
                trades++;
                if (profit > 0) { won += profit; wins++; } else lost -= profit;
            }
            daily.Add(dayProfit);
        }
        double mean = daily.Average(), deviation = Math.Sqrt(daily.Average(value => (value - mean) * (value - mean)));
        return new Result(won - lost, won / Math.Max(lost, 1), mean / Math.Max(deviation, 1e-9) * Math.Sqrt(252),
            wins / (double)Math.Max(trades, 1), trades);
    }

    /// <summary>US dollars of one contract, and the bar at whose close the account is flat again.</summary>
    private static (double Profit, int Bar) Trade(BarSeries bars, int decided, int end, long flat, int sign, float atr)
    {
        int entry = bars.OpenTicks[decided + 1] + sign;
        int stop = entry - sign * Math.Max(1, (int)Math.Round(1.5 * atr)), target = entry
            + sign * Math.Max(1, (int)Math.Round(4.5 * atr));
        for (int bar = decided + 1; bar < end; bar++)
        {
            int open = bars.OpenTicks[bar], adverse = sign > 0 ? bars.LowTicks[bar] : bars.HighTicks[bar], best = sign > 0
                ? bars.HighTicks[bar] : bars.LowTicks[bar];
            int? exit = null;
            if (sign * (open - stop) <= 0) exit = open - sign;
            else if (sign * (adverse - stop) <= 0) exit = stop - sign;
            else if (sign * (best - target) >= 1) exit = target;
            else if (bar + 1 == end || bars.EasternSeconds[bar] >= flat - 60) exit = bars.CloseTicks[bar] - sign;
            if (exit is { } price)
                return (sign * (price - entry) * bars.Instrument.TickValueCents / 100.0
                    - 2 * bars.Instrument.CommissionPerSideCents / 100.0, bar);
        }
        return (0, end);
    }
}
