using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Compliance;

/// <summary>What a trade log from elsewhere must be before rules can judge it.</summary>
internal static class TradeChecks
{
    /// <summary>Refuses a log with a trade that cannot have been made on these bars.</summary>
    /// <exception cref="ArgumentException">The message names the trade, what was found and what was expected.</exception>
    public static void Check(IReadOnlyList<Trade> trades, BarSeries bars)
    {
        int lastExit = -1;
        for (int index = 0; index < trades.Count; index++)
        {
            if (Fault(trades[index], bars, lastExit) is { } fault)
                throw new ArgumentException($"Trade {index + 1} of {trades.Count}: {fault}");
            lastExit = trades[index].ExitBar;
        }
    }

    private static string? Fault(in Trade trade, BarSeries bars, int lastExit)
    {
        if (trade.Side == Side.Flat) return "Side was Flat; expected Long or Short.";
        if (trade.Contracts < 1) return $"Contracts was {trade.Contracts}; expected at least 1.";
        if (trade.IsMicro && bars.Instrument.Micro is null)
            return $"it was made in micros, and {bars.Instrument.Symbol} has no micro contract here; expected bars of ES, NQ, YM "
                + $"or RTY.";
        if (trade.EntryBar < 0 || trade.ExitBar >= bars.Count || trade.ExitBar < trade.EntryBar)
            return $"it lasted from bar {trade.EntryBar} to bar {trade.ExitBar}; expected bars 0 to {bars.Count - 1} of "
                + $"{bars.Origin}, the exit not before the entry. Pass the bars that the trades were made on.";
        if (trade.ExitBar < lastExit)
            return $"its exit, bar {trade.ExitBar}, comes before that of the trade before it, bar {lastExit}; expected trades in "
                + $"the order of their exits.";
        if (trade.InitialStopTicks < 1)
            return $"InitialStopTicks was {trade.InitialStopTicks}, a stop on the wrong side of the entry; expected the distance "
                + $"from the entry to the stop, at least 1 tick.";
        if (trade.AdverseTicks < 0 || trade.FavorableTicks < 0)
            return $"its excursions were {trade.AdverseTicks} ticks against it and {trade.FavorableTicks} for it; expected both "
                + $"at least 0.";
        return null;
    }
}
