using NodaTime;
using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Tests.Evaluation;

/// <summary>Bars and journals made by hand: each day has so many minute bars from 09:30 Eastern (UTC−5 all year).</summary>
internal static class Journals
{
    public const long StartCents = 5_000_000;

    /// <summary>Days from Monday 2024-01-08, weekends left out; every bar
    /// opens and closes at 20,000 ticks unless closes are given.</summary>
    public static BarSeries Bars(int days, int barsPerDay = 10, Func<int, int>? close = null, bool isSynthetic = false)
    {
        int count = days * barsPerDay;
        long[] utc = new long[count], eastern = new long[count], volumes = new long[count];
        int[] open = new int[count], high = new int[count], low = new int[count], closes = new int[count];
        var list = new List<TradingDay>();
        var date = new LocalDate(2024, 1, 8);
        for (int day = 0; day < days; day++)
        {
            long midnight = (long)date.DayNumber() * 86_400;
            for (int bar = day * barsPerDay; bar < (day + 1) * barsPerDay; bar++)
            {
                eastern[bar] = midnight + 9 * 3600 + 30 * 60 + (bar - day * barsPerDay) * 60;
                utc[bar] = eastern[bar] + 5 * 3600;
                closes[bar] = close?.Invoke(bar) ?? 20_000;
                open[bar] = bar == 0 ? closes[bar] : closes[bar - 1];
                high[bar] = Math.Max(open[bar], closes[bar]) + 2;
                low[bar] = Math.Min(open[bar], closes[bar]) - 2;
                volumes[bar] = 100;
            }
            list.Add(new TradingDay(
                date, day * barsPerDay, (day + 1) * barsPerDay, midnight - 6 * 3600, midnight + 17 * 3600, false));
            date = date.PlusDays(date.DayOfWeek == IsoDayOfWeek.Friday ? 3 : 1);
        }
        return new BarSeries(
            Instrument.NQ, BarInterval.Minute, "hand-made", isSynthetic,
            new BarColumns(utc, eastern, open, high, low, closes, volumes), list);
    }

    /// <summary>One account; the given profit (cents) is made by one trade
    /// from a day's bar 2 to its bar 5. 0 is a day without a trade.</summary>
    public static TradingJournal Daily(BarSeries bars, params long[] profits)
    {
        var journal = new TradingJournal();
        long balance = StartCents;
        for (int day = 0; day < profits.Length; day++)
        {
            TradingDay on = bars.Days[day];
            for (int bar = on.FirstBar; bar < on.EndBar; bar++)
            {
                if (bar == on.FirstBar + 5) balance += profits[day];
                bool isOpen = profits[day] != 0 && bar >= on.FirstBar + 2 && bar < on.FirstBar + 5;
                journal.Equity.Add(Point(bar, balance, isOpen ? Side.Long : Side.Flat));
            }
            if (profits[day] != 0) journal.Trades.Add(TradeOf(on.FirstBar + 2, on.FirstBar + 5, profits[day]));
        }
        journal.Accounts.Add(new AccountEnd(1, 0, bars.Count - 1, balance, "end of data"));
        return journal;
    }

    /// <summary>A point of account 1 whose whole bar stands at one equity.</summary>
    public static EquityPoint Point(int bar, long equity, Side side = Side.Flat, int account = 1) => new(
        account, bar, equity, equity, equity, equity, equity - 250_000, 0, side, side == Side.Flat ? 0 : 1,
        side == Side.Flat ? 0 : 19_980, side == Side.Flat ? 0 : 20_060);

    /// <summary>A long trade of one contract with a stop 20 ticks away (100 dollars on NQ) and costs of 10 dollars.</summary>
    public static Trade TradeOf(
        int entry, int exit, long net, Side side = Side.Long, int favorable = 40, int adverse = 10) => new(
        1, side, 1, entry, exit, 20_000, 20_000 + (int)side * (net + 1000) / 500.0, 20, 60, net, 1000, adverse, favorable,
        net > 0 ? FillReason.Target : FillReason.Stop);

    private static int DayNumber(this LocalDate date) => Period.Between(new LocalDate(1970, 1, 1), date, PeriodUnits.Days).Days;
}
