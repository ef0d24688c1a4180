using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Evaluation;

/// <summary>Cuts a journal into trading days.</summary>
internal static class DayResults
{
    /// <summary>
    /// Every trading day of the series from the first one the walk reached, in order; days without a trade count with profit 0.
    /// </summary>
    /// <param name="journal">What the policy did on the bars.</param>
    /// <param name="bars">The bars the journal's indices refer to.</param>
    /// <param name="startCents">Balance of a fresh account, US cents.</param>
    /// <exception cref="ArgumentException">A point or trade lies outside the bars, or the points are out of order.</exception>
    public static IReadOnlyList<DayResult> Of(TradingJournal journal, BarSeries bars, long startCents)
    {
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(bars);
        ThrowIfUnordered(journal, bars);
        if (journal.Equity.Count == 0) return [];
        var results = new List<DayResult>();
        int point = 0, account = 0;
        long before = startCents;
        ILookup<int, Trade> trades = journal.Trades.ToLookup(trade => DayOf(bars, trade.ExitBar));
        for (int day = DayOf(bars, journal.Equity[0].BarIndex); day < bars.Days.Count; day++)
        {
            int processed = 0, exposed = 0;
            long pnl = 0;
            for (; point < journal.Equity.Count && journal.Equity[point].BarIndex < bars.Days[day].EndBar; point++)
            {
                EquityPoint at = journal.Equity[point];
                if (at.AccountNumber != account) before = startCents;
                account = at.AccountNumber;
                pnl += at.EquityCents - before;
                before = at.EquityCents;
                processed++;
                if (at.Side != Side.Flat) exposed++;
            }
            results.Add(new DayResult(bars.Days[day].Date, pnl, [.. trades[day]], processed, exposed));
        }
        return results;
    }

    /// <summary>Index of the trading day that holds a bar.</summary>
    public static int DayOf(BarSeries bars, int bar)
    {
        ArgumentNullException.ThrowIfNull(bars);
        int low = 0, high = bars.Days.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (bars.Days[middle].FirstBar <= bar) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    private static void ThrowIfUnordered(TradingJournal journal, BarSeries bars)
    {
        int previous = -1;
        foreach (EquityPoint at in journal.Equity)
        {
            if (at.BarIndex < previous || at.BarIndex >= bars.Count)
                throw new ArgumentException(
                    $"The journal has an equity point at bar {at.BarIndex} after one at bar {previous}; expected ascending bars "
                    + $"below {bars.Count}. "
                    + "Give the journal together with the bars it was walked on.");
            previous = at.BarIndex;
        }
        foreach (Trade trade in journal.Trades)
            if (trade.ExitBar < 0 || trade.ExitBar >= bars.Count)
                throw new ArgumentException(
                    $"The journal has a trade that ends at bar {trade.ExitBar}; expected a bar below {bars.Count}. Give the "
                    + $"journal together with the bars it was walked on.");
    }
}
