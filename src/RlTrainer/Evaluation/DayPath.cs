using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Evaluation;

/// <summary>
/// What equity did on one trading day, bar by bar, relative to its value before the day: what resampled accounts are made of.
/// </summary>
public sealed class DayPath
{
    private DayPath(IReadOnlyList<EquityPoint> points, IReadOnlyList<long> before, bool hasTrades)
    {
        int count = points.Count;
        (HighCents, LowCents, CloseCents, BalanceCents) = (new long[count], new long[count], new long[count], new long[count]);
        for (int index = 0; index < count; index++)
        {
            HighCents[index] = points[index].HighestEquityCents - before[index];
            LowCents[index] = points[index].LowestEquityCents - before[index];
            CloseCents[index] = points[index].EquityCents - before[index];
            BalanceCents[index] = points[index].BalanceCents - before[index];
            HighestCents = Math.Max(HighestCents, Math.Max(HighCents[index], CloseCents[index]));
            LowestCents = Math.Min(LowestCents, Math.Min(LowCents[index], CloseCents[index]));
            HighestBalanceCents = Math.Max(HighestBalanceCents, BalanceCents[index]);
        }
        HasTrades = hasTrades;
    }

    /// <summary>[bars] highest equity inside each bar, US cents.</summary>
    public long[] HighCents { get; }

    /// <summary>[bars] lowest equity inside each bar, after its highest.</summary>
    public long[] LowCents { get; }

    /// <summary>[bars] equity at each bar's close.</summary>
    public long[] CloseCents { get; }

    /// <summary>[bars] closed balance after each bar.</summary>
    public long[] BalanceCents { get; }

    /// <summary>The highest equity of the day, at least 0.</summary>
    public long HighestCents { get; }

    /// <summary>The lowest equity of the day, at most 0.</summary>
    public long LowestCents { get; }

    /// <summary>The highest closed balance of the day, at least 0.</summary>
    public long HighestBalanceCents { get; }

    /// <summary>A trade ended on the day.</summary>
    public bool HasTrades { get; }

    /// <summary>Profit of the day, US cents.</summary>
    public long PnlCents => CloseCents.Length == 0 ? 0 : CloseCents[^1];

    /// <summary>The paths of every trading day from the first one the walk reached; days without a bar are empty paths.</summary>
    public static IReadOnlyList<DayPath> Of(TradingJournal journal, BarSeries bars, long startCents)
    {
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(bars);
        var paths = new List<DayPath>();
        if (journal.Equity.Count == 0) return paths;
        var traded = journal.Trades.Select(trade => DayResults.DayOf(bars, trade.ExitBar)).ToHashSet();
        int point = 0;
        for (int day = DayResults.DayOf(bars, journal.Equity[0].BarIndex); day < bars.Days.Count; day++)
        {
            int first = point;
            while (point < journal.Equity.Count && journal.Equity[point].BarIndex < bars.Days[day].EndBar) point++;
            paths.Add(new DayPath(journal.Equity.GetRange(first, point - first), Before(journal, first, point, startCents), traded.Contains(day)));
        }
        return paths;
    }

    /// <summary>For every point of a day: its account's equity that counts as 0, so that the day's accounts follow one another.</summary>
    private static List<long> Before(TradingJournal journal, int first, int end, long startCents)
    {
        var before = new List<long>(end - first);
        long zero = 0;
        for (int index = first; index < end; index++)
        {
            bool isFresh = index == 0 || journal.Equity[index].AccountNumber != journal.Equity[index - 1].AccountNumber;
            long previous = isFresh ? startCents : journal.Equity[index - 1].EquityCents;
            if (index == first) zero = previous;
            else if (isFresh) zero = startCents - (journal.Equity[index - 1].EquityCents - zero);
            before.Add(zero);
        }
        return before;
    }
}
