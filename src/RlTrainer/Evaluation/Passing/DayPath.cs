using System.Globalization;
using RlTrainer.Compliance;
using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Evaluation;

/// <summary>
/// What equity did on one trading day, bar by bar, relative to its value before the day: what resampled accounts are made of.
/// </summary>
internal sealed class DayPath
{
    private DayPath(List<BarEquity> bars, List<(int Bar, ClosedTrade Trade)> trades, bool hasTrades)
    {
        Trades = trades;
        HighCents = [.. bars.Select(bar => bar.High)];
        LowCents = [.. bars.Select(bar => bar.Low)];
        CloseCents = [.. bars.Select(bar => bar.Close)];
        BalanceCents = [.. bars.Select(bar => bar.Balance)];
        IsFlat = [.. bars.Select(bar => bar.IsFlat)];
        foreach (BarEquity bar in bars)
        {
            HighestCents = Math.Max(HighestCents, Math.Max(bar.High, bar.Close));
            LowestCents = Math.Min(LowestCents, Math.Min(bar.Low, bar.Close));
            HighestBalanceCents = Math.Max(HighestBalanceCents, bar.Balance);
        }
        HasTrades = hasTrades;
    }

    /// <summary>[bars] highest equity inside each bar, US cents. Bars on which nothing changed are left out.</summary>
    public long[] HighCents { get; }

    /// <summary>[bars] lowest equity inside each bar, after its highest.</summary>
    public long[] LowCents { get; }

    /// <summary>[bars] equity at each bar's close.</summary>
    public long[] CloseCents { get; }

    /// <summary>[bars] closed balance after each bar.</summary>
    public long[] BalanceCents { get; }

    /// <summary>[bars] nothing is open after each bar.</summary>
    public bool[] IsFlat { get; }

    /// <summary>Trades that ended on the day: at which entry of the lists above, and what they were.</summary>
    public IReadOnlyList<(int Bar, ClosedTrade Trade)> Trades { get; }

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

    /// <summary>The most contracts that a fresh account may hold, for days walked under other rules; int.MaxValue under the same
    /// ones, which sized the trades themselves.</summary>
    public static int MostContracts(RuleSet walked, RuleSet rules, Instrument instrument) =>
        walked.Name == rules.Name ? int.MaxValue : rules.Contracts.Limit(instrument, rules.StartCents);

    /// <summary>How trades larger than that are counted, in words.</summary>
    public static string InWords(TradingJournal journal, int mostContracts)
    {
        int larger = journal.Trades.Count(trade => trade.WholeSize > mostContracts);
        return larger == 0 ? "as traded" : string.Create(
            CultureInfo.InvariantCulture,
                $"{larger} of {journal.Trades.Count} trades larger than {mostContracts} count as {mostContracts}");
    }

    /// <summary>
    /// The paths of every trading day from the first one the walk reached; days without a bar are empty paths. A trade larger
    /// than
    /// the most contracts counts with that many: what its equity did, divided.
    /// </summary>
    public static IReadOnlyList<DayPath> Of(TradingJournal journal, BarSeries bars, long startCents, int mostContracts =
        int.MaxValue)
    {
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(bars);
        var paths = new List<DayPath>();
        if (journal.Equity.Count == 0) return paths;
        var traded = journal.Trades.Select(trade => DayResults.DayOf(bars, trade.ExitBar)).ToHashSet();
        int point = 0, trade = 0;
        var scale = new TradeScale(journal.Trades, mostContracts);
        for (int day = DayResults.DayOf(bars, journal.Equity[0].BarIndex); day < bars.Days.Count; day++)
        {
            int first = point;
            while (point < journal.Equity.Count && journal.Equity[point].BarIndex < bars.Days[day].EndBar) point++;
            (List<BarEquity> changes, List<int> indices) = Changes(journal, first, point, startCents, scale);
            var trades = new List<(int, ClosedTrade)>();
            for (; trade < journal.Trades.Count && journal.Trades[trade].ExitBar < bars.Days[day].EndBar; trade++)
            {
                Trade made = journal.Trades[trade];
                int at = indices.FindIndex(bar => bar >= made.ExitBar);
                trades.Add((at < 0 ? Math.Max(0, changes.Count - 1) : at,
                    new ClosedTrade(scale.Of(made.WholeSize, made.NetCents),
                        bars.UtcSeconds[made.ExitBar] - bars.UtcSeconds[made.EntryBar],
                    made.WholeSize > mostContracts ? mostContracts : made.Contracts)));
            }
            paths.Add(new DayPath(changes, trades, traded.Contains(day)));
        }
        return paths;
    }

    /// <summary>The bars of a day on which equity moved, relative to the equity before the day; the day's accounts follow
    /// one another.</summary>
    private static (List<BarEquity> Changes, List<int> Bars) Changes(
        TradingJournal journal, int first, int end, long startCents, TradeScale scale)
    {
        var changes = new List<BarEquity>();
        var indices = new List<int>();
        BarEquity last = new(0, 0, 0, 0, IsFlat: true);
        long zero = 0, walked = 0, counted = 0;                        // equity at the last close, as walked and as counted
        for (int index = first; index < end; index++)
        {
            EquityPoint at = journal.Equity[index];
            bool isFresh = index == 0 || at.AccountNumber != journal.Equity[index - 1].AccountNumber;
            if (index == first) zero = isFresh ? startCents : journal.Equity[index - 1].EquityCents;
            else if (isFresh) zero = startCents - (journal.Equity[index - 1].EquityCents - zero);
            (long before, walked) = (walked, at.EquityCents - zero);
            long high = at.HighestEquityCents - zero - before, low = at.LowestEquityCents - zero - before;
            int size = scale.At(at.BarIndex);
            long close = counted + scale.Of(size, walked - before);
            var bar = new BarEquity(
                counted + scale.Of(size, high), counted + scale.Of(size, low), close,
                close - scale.Of(size, at.EquityCents - at.BalanceCents), at.Side == Side.Flat);
            counted = close;
            if (bar.High == last.Close && bar.Low == last.Close && bar.Close == last.Close && bar.Balance == last.Balance
                && bar.IsFlat == last.IsFlat) continue;
            changes.Add(bar);
            indices.Add(at.BarIndex);
            last = bar;
        }
        return (changes, indices);
    }

    private readonly record struct BarEquity(long High, long Low, long Close, long Balance, bool IsFlat);
}
