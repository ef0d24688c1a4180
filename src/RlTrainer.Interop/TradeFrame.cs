using Microsoft.Data.Analysis;
using RlTrainer.Trading;

namespace RlTrainer.Interop;

/// <summary>Round trips as a frame and back, without loss: money is whole cents (Int64), prices are ticks.</summary>
public static class TradeFrame
{
    /// <summary>Trades → a frame [trades, 15], one row a trade.</summary>
    /// <param name="trades">Closed trades, in any order, which stays.</param>
    /// <returns>The frame; prices in ticks, money in US cents.</returns>
    public static DataFrame Of(IReadOnlyList<Trade> trades)
    {
        ArgumentNullException.ThrowIfNull(trades);
        return new DataFrame(
            Whole("account", trades, trade => trade.AccountNumber),
            new StringDataFrameColumn("side", trades.Select(trade => trade.Side.ToString())),
            Whole("contracts", trades, trade => trade.Contracts),
            Whole("entry_bar", trades, trade => trade.EntryBar),
            Whole("exit_bar", trades, trade => trade.ExitBar),
            Whole("entry_price_ticks", trades, trade => trade.EntryPriceTicks),
            new DoubleDataFrameColumn("exit_price_ticks", trades.Select(trade => trade.ExitPriceTicks)),
            Whole("initial_stop_ticks", trades, trade => trade.InitialStopTicks),
            Whole("initial_target_ticks", trades, trade => trade.InitialTargetTicks),
            new Int64DataFrameColumn("net_cents", trades.Select(trade => trade.NetCents)),
            new Int64DataFrameColumn("cost_cents", trades.Select(trade => trade.CostCents)),
            Whole("adverse_ticks", trades, trade => trade.AdverseTicks),
            Whole("favorable_ticks", trades, trade => trade.FavorableTicks),
            new StringDataFrameColumn("exit_reason", trades.Select(trade => trade.ExitReason.ToString())),
            new BooleanDataFrameColumn("is_micro", trades.Select(trade => trade.IsMicro)));
    }

    /// <summary>A frame as <see cref="Of"/> makes it → the trades; one without is_micro has no trades in micros.</summary>
    /// <param name="frame">[trades, …] further columns are not read.</param>
    /// <returns>The trades in the order of the rows.</returns>
    /// <exception cref="ArgumentException">A column is missing, has another type, an empty cell or an unknown word; the
    /// message says which.</exception>
    public static IReadOnlyList<Trade> ToTrades(DataFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        Side[] sides = Words<Side>(frame, "side");
        FillReason[] reasons = Words<FillReason>(frame, "exit_reason");
        int[] accounts = frame.Numbers<int>("account"), contracts = frame.Numbers<int>("contracts");
        int[] entryBars = frame.Numbers<int>("entry_bar"), exitBars = frame.Numbers<int>("exit_bar");
        int[] entries = frame.Numbers<int>("entry_price_ticks"), stops = frame.Numbers<int>("initial_stop_ticks");
        int[] targets = frame.Numbers<int>("initial_target_ticks");
        int[] adverse = frame.Numbers<int>("adverse_ticks"), favorable = frame.Numbers<int>("favorable_ticks");
        double[] exits = frame.Numbers<double>("exit_price_ticks");
        bool[] micros = frame.Columns.Any(column => column.Name == "is_micro") ? frame.Numbers<bool>("is_micro")
            : new bool[sides.Length];
        long[] net = frame.Numbers<long>("net_cents"), costs = frame.Numbers<long>("cost_cents");
        return [.. Enumerable.Range(0, sides.Length).Select(row => new Trade(
            accounts[row], sides[row], contracts[row], entryBars[row], exitBars[row], entries[row], exits[row], stops[row],
            targets[row], net[row], costs[row], adverse[row], favorable[row], reasons[row], micros[row]))];
    }

    private static Int32DataFrameColumn Whole(string name, IReadOnlyList<Trade> trades, Func<Trade, int> value) =>
        new(name, trades.Select(value));

    private static T[] Words<T>(DataFrame frame, string name)
        where T : struct, Enum =>
        [.. frame.Texts(name).Select((word, row) => Enum.TryParse(word, ignoreCase: false, out T value) && Enum.IsDefined(value)
            ? value
            : throw new ArgumentException(
                $"Column '{name}', row {row}: '{word}' is none of {string.Join(", ", Enum.GetNames<T>())}."))];
}
