using RlTrainer.Market;

namespace RlTrainer.Features;

/// <summary>
/// Volume-weighted average of the typical price (high + low + close) / 3 since the open of the trading day at 18:00; bars
/// without volume count as one contract, so that the average is always known.
/// </summary>
internal static class SessionVwap
{
    private const int SlopeBars = 10;

    /// <summary>(close − VWAP) / ATR.</summary>
    public static Feature Distance { get; } =
        new("vwap_distance", "ATR", "(close - VWAP since 18:00) / ATR(14)", AverageTrueRange.Period, (inputs, column) =>
    {
        double[] vwap = inputs.Shared("vwap", Compute);
        ReadOnlySpan<int> close = inputs.Bars.CloseTicks;
        ReadOnlySpan<double> inverse = inputs.InverseAtr;
        for (int bar = 0; bar < column.Length; bar++) column[bar] = (float)((close[bar] - vwap[bar]) * inverse[bar]);
    });

    /// <summary>Change of VWAP over ten bars of the day, in ATR; 0 in the day's first ten.</summary>
    public static Feature Slope { get; } =
        new("vwap_slope", "ATR", "(VWAP - VWAP[10 bars ago]) / ATR(14), within the trading day", AverageTrueRange.Period,
            (inputs, column) =>
    {
        double[] vwap = inputs.Shared("vwap", Compute);
        ReadOnlySpan<double> inverse = inputs.InverseAtr;
        foreach (TradingDay day in inputs.Bars.Days)
            for (int bar = day.FirstBar; bar < day.EndBar; bar++)
                column[bar] = (float)((vwap[bar] - vwap[Math.Max(bar - SlopeBars, day.FirstBar)]) * inverse[bar]);
    });

    /// <summary>[bars] VWAP in ticks.</summary>
    /// <param name="inputs">The bars; the average starts anew with each trading day.</param>
    /// <returns>A new column, known from the first bar on.</returns>
    public static double[] Compute(FeatureInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        BarSeries bars = inputs.Bars;
        double[] vwap = new double[bars.Count];
        foreach (TradingDay day in bars.Days)
        {
            double value = 0, volume = 0;
            for (int bar = day.FirstBar; bar < day.EndBar; bar++)
            {
                double weight = Math.Max(bars.Volumes[bar], 1);
                value += weight * ((bars.HighTicks[bar] + bars.LowTicks[bar] + bars.CloseTicks[bar]) / 3.0);
                volume += weight;
                vwap[bar] = value / volume;
            }
        }
        return vwap;
    }
}
