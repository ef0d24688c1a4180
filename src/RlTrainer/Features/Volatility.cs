using RlTrainer.Market;
using RlTrainer.Numerics;

namespace RlTrainer.Features;

/// <summary>How much prices move, and how that compares with the day so far.</summary>
internal static class Volatility
{
    private const int DeviationBars = 20, ReturnBars = 30, Buckets = 512;

    /// <summary>Standard deviation of ATR over 20 bars (of the population), relative to ATR.</summary>
    public static Feature AtrDeviation { get; } = new(
        "atr_deviation", "ATR", "population standard deviation of ATR(14) over 20 bars / ATR(14)", AverageTrueRange.Period
            + DeviationBars - 1, (inputs, column) =>
        {
            Rolling.Deviation(inputs.AtrTicks, AverageTrueRange.Period, DeviationBars, column);
            ReadOnlySpan<double> inverse = inputs.InverseAtr;
            for (int bar = 0; bar < column.Length; bar++) column[bar] *= (float)inverse[bar];
        });

    /// <summary>Percentile rank, 0 to 100, of ATR among all ATRs of the trading day so far.</summary>
    /// <remarks>
    /// Mean rank: 100 · (below + half of the equal, itself included) / count. ATRs are told apart to a 512th of a doubling:
    /// counts in a tree make the rank as fast as the rest.
    /// </remarks>
    public static Feature AtrRank { get; } = new(
        "atr_rank", "0 to 100", "percentile rank (mean) of ATR(14) within the trading day so far", AverageTrueRange.Period,
        FillRank);

    /// <summary>(high − low) / close, per mille.</summary>
    public static Feature BarRange { get; } = new("bar_range", "per mille", "1000 * (high - low) / close", 0, (inputs, column) =>
    {
        BarSeries bars = inputs.Bars;
        ReadOnlySpan<int> high = bars.HighTicks, low = bars.LowTicks, close = bars.CloseTicks;
        for (int bar = 0; bar < column.Length; bar++) column[bar] = 1000f * (high[bar] - low[bar]) / close[bar];
    });

    /// <summary>Standard deviation of the close's change over 30 bars (of the population), in ATR.</summary>
    public static Feature ReturnDeviation { get; } = new(
        "return_deviation", "ATR", "population standard deviation of close changes over 30 bars / ATR(14)", ReturnBars,
        (inputs, column) =>
        {
            Rolling.Deviation(inputs.Shared("change", Rolling.Changes), 1, ReturnBars, column);
            ReadOnlySpan<double> inverse = inputs.InverseAtr;
            for (int bar = 0; bar < column.Length; bar++) column[bar] *= (float)inverse[bar];
        });

    private static void FillRank(FeatureInputs inputs, Span<float> column)
    {
        ReadOnlySpan<double> atr = inputs.AtrTicks;
        var seen = new RankTree(14 * Buckets);
        foreach (TradingDay day in inputs.Bars.Days)
        {
            seen.Clear();
            for (int bar = day.FirstBar; bar < day.EndBar; bar++)
            {
                if (double.IsNaN(atr[bar]))
                {
                    column[bar] = float.NaN;
                    continue;
                }
                int bucket = Math.Clamp((int)(Buckets * PortableMath.Log2(1.0 + atr[bar])), 0, 14 * Buckets - 1);
                seen.Add(bucket);
                column[bar] = (float)(100.0 * seen.MeanRank(bucket));
            }
        }
    }
}
