using RlTrainer.Market;

namespace RlTrainer.Features;

/// <summary>
/// Directional movement (Wilder 1978): +DI, −DI and ADX over 14 bars. Sums start at bar 14 as those of bars 1 to 14 and
/// lose a fourteenth of themselves a bar; ADX starts at bar 27 as the mean of the first 14 DX.
/// </summary>
internal static class DirectionalMovement
{
    private const int Period = 14;

    /// <summary>Index of the first bar with an ADX.</summary>
    public const int FirstAdxBar = 2 * Period - 1;

    private const double TrendLimit = 25.0, RangeLimit = 20.0;

    /// <summary>+DI(14), 0 to 100.</summary>
    public static Feature Plus { get; } =
        Of("plus_di", "100 * smoothed +DM / smoothed TR, 14 bars, Wilder 1978", Period, columns => columns.Plus);

    /// <summary>−DI(14), 0 to 100.</summary>
    public static Feature Minus { get; } =
        Of("minus_di", "100 * smoothed -DM / smoothed TR, 14 bars, Wilder 1978", Period, columns => columns.Minus);

    /// <summary>ADX(14), 0 to 100.</summary>
    public static Feature Adx { get; } =
        Of("adx", "Wilder's average of 100 * |+DI - -DI| / (+DI + -DI), 14 bars", FirstAdxBar, columns => columns.Adx);

    /// <summary>1 where ADX is above 25.</summary>
    public static Feature Trending { get; } = Flag("trending", "1 where ADX(14) > 25", adx => adx > TrendLimit);

    /// <summary>1 where ADX is below 20.</summary>
    public static Feature Ranging { get; } = Flag("ranging", "1 where ADX(14) < 20", adx => adx < RangeLimit);

    private sealed record Columns(double[] Plus, double[] Minus, double[] Adx);

    private static Feature Of(string name, string formula, int warmUp, Func<Columns, double[]> choose) =>
        new(name, "0 to 100", formula, warmUp, (inputs, column) =>
    {
        double[] values = choose(ColumnsOf(inputs));
        for (int bar = 0; bar < column.Length; bar++) column[bar] = (float)values[bar];
    });

    private static Feature Flag(string name, string formula, Func<double, bool> holds) =>
        new(name, "0 or 1", formula, FirstAdxBar, (inputs, column) =>
    {
        double[] adx = ColumnsOf(inputs).Adx;
        for (int bar = 0; bar < column.Length; bar++)
            column[bar] = double.IsNaN(adx[bar]) ? float.NaN : holds(adx[bar]) ? 1f : 0f;
    });

    private static Columns ColumnsOf(FeatureInputs inputs)
    {
        double[] adx = inputs.Shared("adx", Fill);
        return new Columns(inputs.Shared("plus di", Fill), inputs.Shared("minus di", Fill), adx);
    }

    /// <summary>Computes all three at once; the first call keeps the others under their names.</summary>
    private static double[] Fill(FeatureInputs inputs)
    {
        BarSeries bars = inputs.Bars;
        ReadOnlySpan<int> high = bars.HighTicks, low = bars.LowTicks, close = bars.CloseTicks;
        double[] plusDi = new double[bars.Count], minusDi = new double[bars.Count], adx = new double[bars.Count];
        double plus = 0, minus = 0, range = 0, sum = 0, average = 0;
        for (int bar = 0; bar < adx.Length; bar++)
        {
            plusDi[bar] = minusDi[bar] = adx[bar] = double.NaN;
            if (bar == 0) continue;
            int up = high[bar] - high[bar - 1], down = low[bar - 1] - low[bar];
            double keep = bar <= Period ? 1.0 : 1.0 - 1.0 / Period;
            plus = plus * keep + (up > down && up > 0 ? up : 0);
            minus = minus * keep + (down > up && down > 0 ? down : 0);
            range = range * keep + AverageTrueRange.TrueRange(high[bar], low[bar], close[bar - 1]);
            if (bar < Period) continue;
            plusDi[bar] = range > 0 ? 100.0 * plus / range : 0;
            minusDi[bar] = range > 0 ? 100.0 * minus / range : 0;
            double both = plus + minus, dx = both > 0 ? 100.0 * Math.Abs(plus - minus) / both : 0;
            if (bar <= FirstAdxBar)
            {
                sum += dx;
                average = sum / Period;
            }
            else average += (dx - average) / Period;
            if (bar >= FirstAdxBar) adx[bar] = average;
        }
        inputs.Keep("plus di", plusDi);
        inputs.Keep("minus di", minusDi);
        return adx;
    }
}
