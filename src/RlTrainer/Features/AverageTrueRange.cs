using RlTrainer.Market;
using RlTrainer.Numerics;

namespace RlTrainer.Features;

/// <summary>
/// Average true range (Wilder 1978, New Concepts in Technical Trading Systems). The first bar has no true range; the
/// first value, at bar 14, is the mean of bars 1 to 14; then ATR = (13·ATR + TR) / 14.
/// </summary>
public static class AverageTrueRange
{
    /// <summary>Wilder's period.</summary>
    public const int Period = 14;

    /// <summary>How many bars of ATR the log ratio is taken to.</summary>
    public const int MeanBars = 390;

    /// <summary>ATR relative to its own recent level: log(ATR / mean
    /// of the last 390 ATRs), fewer while fewer are known.</summary>
    public static Feature LogRatio { get; } = new(
        "atr", "log ratio", "ln(ATR(14) / mean of the last 390 ATR(14)); Wilder 1978", Period, FillLogRatio);

    /// <summary>ATR in index points.</summary>
    public static Feature Points { get; } = new("atr", "points", "ATR(14); Wilder 1978", Period, (inputs, column) =>
    {
        ReadOnlySpan<double> atr = inputs.AtrTicks;
        double tick = (double)inputs.Bars.Instrument.TickSize;
        for (int bar = 0; bar < column.Length; bar++) column[bar] = (float)(atr[bar] * tick);
    });

    /// <summary>[bars] ATR(14) in ticks; NaN before bar 14.</summary>
    /// <param name="inputs">The bars.</param>
    /// <returns>A new column; its first 14 entries are NaN.</returns>
    public static double[] Compute(FeatureInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        BarSeries bars = inputs.Bars;
        double[] atr = new double[bars.Count];
        ReadOnlySpan<int> high = bars.HighTicks, low = bars.LowTicks, close = bars.CloseTicks;
        double current = 0;
        for (int bar = 0; bar < atr.Length; bar++)
        {
            int range = bar == 0 ? 0 : TrueRange(high[bar], low[bar], close[bar - 1]);
            current = bar <= Period ? current + range / (double)Period : current + (range - current) * (1.0 / Period);
            atr[bar] = bar < Period ? double.NaN : current;
        }
        return atr;
    }

    /// <summary>The larger of high − low and the distances of both from the previous close, ticks.</summary>
    /// <param name="highTicks">The bar's high, ticks.</param>
    /// <param name="lowTicks">The bar's low, ticks.</param>
    /// <param name="previousCloseTicks">The close of the bar before, ticks.</param>
    /// <returns>Ticks, at least 0.</returns>
    public static int TrueRange(int highTicks, int lowTicks, int previousCloseTicks) =>
        Math.Max(highTicks, previousCloseTicks) - Math.Min(lowTicks, previousCloseTicks);

    private static void FillLogRatio(FeatureInputs inputs, Span<float> column)
    {
        ReadOnlySpan<double> atr = inputs.AtrTicks;
        column[..Math.Min(Period, column.Length)].Fill(float.NaN);
        double sum = 0;
        for (int bar = Period; bar < column.Length; bar++)
        {
            int known = bar - Period + 1;
            sum += atr[bar];
            if (known > MeanBars) sum -= atr[bar - MeanBars];
            double mean = sum / Math.Min(known, MeanBars);
            column[bar] = mean > 1e-9 && atr[bar] > 1e-9 ? (float)PortableMath.Log(atr[bar] / mean) : 0f;
        }
    }
}
