using System.Globalization;
using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Evaluation;

/// <summary>Breaks trades down by when and how they were entered and left. Only groups with trades appear.</summary>
internal static class TradeGroups
{
    private const int SecondsPerHour = 3600, SecondsPerDay = 86_400;

    /// <summary>By the Eastern hour of the entry bar's start, ascending from 00:00.</summary>
    public static IReadOnlyList<TradeGroup> ByHour(IReadOnlyList<Trade> trades, BarSeries bars) =>
        Grouped(trades, bars, trade => HourOf(trade, bars), HourName);

    /// <summary>By the weekday of the trading day, Monday first; Sunday evening belongs to Monday.</summary>
    public static IReadOnlyList<TradeGroup> ByWeekday(IReadOnlyList<Trade> trades, BarSeries bars) =>
        Grouped(trades, bars, trade => WeekdayOf(trade, bars), weekday => WeekdayNames[weekday]);

    /// <summary>Long trades and short trades.</summary>
    public static IReadOnlyList<TradeGroup> BySide(IReadOnlyList<Trade> trades, BarSeries bars) =>
        Grouped(trades, bars, trade => -(int)trade.Side, side => ((Side)(-side)).ToString());

    /// <summary>By why the last contract left.</summary>
    public static IReadOnlyList<TradeGroup> ByExit(IReadOnlyList<Trade> trades, BarSeries bars) =>
        Grouped(trades, bars, trade => (int)trade.ExitReason, reason => ((FillReason)reason).ToString());

    /// <summary>
    /// By Kaufman's efficiency ratio over the 20 bars before the entry: |net change| ÷ sum of |changes| of closes; bands of
    /// a quarter. Trades whose 20 bars reach before the series are in a band of their own.
    /// </summary>
    public static IReadOnlyList<TradeGroup> ByEfficiency(IReadOnlyList<Trade> trades, BarSeries bars) =>
        Grouped(trades, bars, trade => EfficiencyBand(trade, bars), band => band < 0 ? "unknown" : EfficiencyBands[band]);

    /// <summary>Eastern hour of a trade's entry bar, 0 to 23.</summary>
    public static int HourOf(Trade trade, BarSeries bars)
    {
        ArgumentNullException.ThrowIfNull(bars);
        return (int)(bars.EasternSeconds[trade.EntryBar] % SecondsPerDay / SecondsPerHour);
    }

    /// <summary>Weekday of a trade's trading day, 0 for Monday.</summary>
    public static int WeekdayOf(Trade trade, BarSeries bars)
    {
        ArgumentNullException.ThrowIfNull(bars);
        return (int)bars.Days[DayResults.DayOf(bars, trade.EntryBar)].Date.DayOfWeek - 1;
    }

    /// <summary>Names of the weekdays, Monday first.</summary>
    public static IReadOnlyList<string> WeekdayNames { get; } =
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    /// <summary>An hour of the day as a clock shows it, "09:00".</summary>
    public static string HourName(int hour) => hour.ToString("00", CultureInfo.InvariantCulture) + ":00";

    private static readonly string[] EfficiencyBands = ["0 to 0.25", "0.25 to 0.5", "0.5 to 0.75", "0.75 to 1"];

    private static int EfficiencyBand(Trade trade, BarSeries bars)
    {
        const int Window = 20;
        int last = trade.EntryBar - 1, first = last - Window;
        if (first < 0) return -1;
        int path = 0;
        for (int bar = first + 1; bar <= last; bar++) path += Math.Abs(bars.CloseTicks[bar] - bars.CloseTicks[bar - 1]);
        int net = Math.Abs(bars.CloseTicks[last] - bars.CloseTicks[first]);
        return path == 0 ? 0 : Math.Min(3, 4 * net / path);
    }

    private static IReadOnlyList<TradeGroup> Grouped(
        IReadOnlyList<Trade> trades, BarSeries bars, Func<Trade, int> key, Func<int, string> name)
    {
        ArgumentNullException.ThrowIfNull(bars);
        int tickValue = bars.Instrument.TickValueCents;
        return [.. trades.GroupBy(key).OrderBy(group => group.Key).Select(group => new TradeGroup(
            name(group.Key), group.Count(), group.Average(trade => trade.NetCents > 0 ? 1.0 : 0.0),
            group.Sum(trade => trade.NetCents),
            group.Average(trade => trade.RMultiple(tickValue))))];
    }
}
