using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Evaluation;

/// <summary>Figures of the round trips. R is a trade's initial risk: contracts × stop distance × tick value.</summary>
/// <param name="RMultiples">Net profit over R of every trade.</param>
/// <param name="MeanR">Mean R multiple.</param>
/// <param name="MedianR">Median R multiple.</param>
/// <param name="AdverseR">Mean of adverse excursion ÷ stop distance.</param>
/// <param name="FavorableR">Mean of favourable excursion ÷ stop distance.</param>
/// <param name="ExitQuality">Σ contracts × ticks gained ÷ Σ contracts × favourable ticks: a ratio of sums, so that trades
/// that never moved do not decide it.</param>
/// <param name="CostShare">Costs ÷ what the trades that gained before costs gained.</param>
internal sealed record TradeFigures(
    IReadOnlyList<double> RMultiples, Measured MeanR, Measured MedianR, Measured AdverseR, Measured FavorableR,
    Measured ExitQuality, Measured CostShare)
{
    private const string NoTrades = "there were no trades";

    /// <summary>Share of the trades with a profit after costs.</summary>
    public required Measured WinRate { get; init; }

    /// <summary>What the winners won ÷ what the others lost.</summary>
    public required Measured ProfitFactor { get; init; }

    /// <summary>Mean net profit of a trade, US dollars.</summary>
    public required Measured Expectancy { get; init; }

    /// <summary>Mean bars from entry to exit.</summary>
    public required Measured BarsHeld { get; init; }

    /// <summary>Costs ÷ what was risked.</summary>
    public required Measured CostPerR { get; init; }

    /// <summary>The figures of some trades of one instrument.</summary>
    public static TradeFigures Of(IReadOnlyList<Trade> trades, Instrument instrument)
    {
        ArgumentNullException.ThrowIfNull(trades);
        ArgumentNullException.ThrowIfNull(instrument);
        double[] multiples = [.. trades.Select(trade => trade.RMultiple(instrument.TickValueCents))];
        double gained = trades.Sum(trade => trade.Size * (int)trade.Side * (trade.ExitPriceTicks - trade.EntryPriceTicks));
        double favorable = trades.Sum(trade => trade.Size * trade.FavorableTicks);
        double grossWon = trades.Sum(trade => (double)Math.Max(trade.NetCents + trade.CostCents, 0));
        return new TradeFigures(
            multiples,
            Measured.Ratio(multiples.Sum(), trades.Count, NoTrades),
            trades.Count == 0 ? Measured.Undefined(NoTrades) : Measured.Of(Quantiles.Of(multiples, 0.5)),
            Measured.Ratio(trades.Sum(trade => (double)trade.AdverseTicks / trade.InitialStopTicks), trades.Count, NoTrades),
            Measured.Ratio(trades.Sum(trade => (double)trade.FavorableTicks / trade.InitialStopTicks), trades.Count, NoTrades),
            Measured.Ratio(gained, favorable, trades.Count == 0 ? NoTrades : "no trade ever moved in its favour"),
            Measured.Ratio(trades.Sum(trade => trade.CostCents), grossWon, trades.Count == 0 ? NoTrades
                : "no trade gained before costs"))
        {
            WinRate = Measured.Ratio(trades.Count(trade => trade.NetCents > 0), trades.Count, NoTrades),
            ProfitFactor = trades.Count == 0 ? Measured.Undefined(NoTrades)
                : Measured.Ratio(trades.Sum(trade => Math.Max(trade.NetCents, 0)),
                    -trades.Sum(trade => Math.Min(trade.NetCents, 0)), "no trade lost"),
            Expectancy = Measured.Ratio(trades.Sum(trade => trade.NetCents) / 100.0, trades.Count, NoTrades),
            BarsHeld = Measured.Ratio(trades.Sum(trade => (double)trade.ExitBar - trade.EntryBar), trades.Count, NoTrades),
            CostPerR = Measured.Ratio(
                trades.Sum(trade => trade.CostCents),
                trades.Sum(trade => trade.RiskCents(instrument.TickValueCents)),
                NoTrades),
        };
    }
}
