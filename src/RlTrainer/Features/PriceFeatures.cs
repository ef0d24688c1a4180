using RlTrainer.Market;

namespace RlTrainer.Features;

/// <summary>Open, high, low and close: relative to the bar's own close in ATR, or as levels in points.</summary>
internal static class PriceFeatures
{
    /// <summary>(open − close) / ATR.</summary>
    public static Feature Open { get; } = FromClose("open", "(open - close) / ATR(14)", bars => bars.OpenTicks);

    /// <summary>(high − close) / ATR.</summary>
    public static Feature High { get; } = FromClose("high", "(high - close) / ATR(14)", bars => bars.HighTicks);

    /// <summary>(low − close) / ATR.</summary>
    public static Feature Low { get; } = FromClose("low", "(low - close) / ATR(14)", bars => bars.LowTicks);

    /// <summary>(close − previous close) / ATR.</summary>
    public static Feature Close { get; } = new(
        "close", "ATR", "(close - previous close) / ATR(14)", AverageTrueRange.Period, (inputs, column) =>
        {
            ReadOnlySpan<int> close = inputs.Bars.CloseTicks;
            ReadOnlySpan<double> inverse = inputs.InverseAtr;
            for (int bar = 0; bar < column.Length; bar++)
                column[bar] = (float)((close[bar] - close[Math.Max(bar - 1, 0)]) * inverse[bar]);
        });

    /// <summary>Open in points.</summary>
    public static Feature OpenLevel { get; } = Level("open", bars => bars.OpenTicks);

    /// <summary>High in points.</summary>
    public static Feature HighLevel { get; } = Level("high", bars => bars.HighTicks);

    /// <summary>Low in points.</summary>
    public static Feature LowLevel { get; } = Level("low", bars => bars.LowTicks);

    /// <summary>Close in points.</summary>
    public static Feature CloseLevel { get; } = Level("close", bars => bars.CloseTicks);

    private delegate ReadOnlySpan<int> PriceColumn(BarSeries bars);

    private static Feature FromClose(string name, string formula, PriceColumn prices) => new(
        name, "ATR", formula, AverageTrueRange.Period, (inputs, column) =>
        {
            ReadOnlySpan<int> price = prices(inputs.Bars), close = inputs.Bars.CloseTicks;
            ReadOnlySpan<double> inverse = inputs.InverseAtr;
            for (int bar = 0; bar < column.Length; bar++) column[bar] = (float)((price[bar] - close[bar]) * inverse[bar]);
        });

    private static Feature Level(string name, PriceColumn prices) =>
        new(name, "points", name + " as quoted", 0, (inputs, column) =>
    {
        ReadOnlySpan<int> price = prices(inputs.Bars);
        double tick = (double)inputs.Bars.Instrument.TickSize;
        for (int bar = 0; bar < column.Length; bar++) column[bar] = (float)(price[bar] * tick);
    });
}
