namespace RlTrainer.Features;

/// <summary>
/// MACD histogram (Appel 1979; histogram by Aspray 1986): MACD = EMA(12) − EMA(26) of the close, minus its EMA(9). Each
/// average starts as the plain mean of its first values, so the histogram begins at bar 33.
/// </summary>
internal static class MovingAverageConvergence
{
    private const int Fast = 12, Slow = 26, Signal = 9;

    /// <summary>Index of the first bar with a histogram.</summary>
    public const int FirstBar = Slow - 1 + Signal - 1;

    /// <summary>The histogram in ATR.</summary>
    public static Feature Histogram { get; } = new(
        "macd", "ATR", "(MACD(12, 26) - EMA(9) of it) / ATR(14); Appel 1979", FirstBar, (inputs, column) =>
        {
            double[] histogram = inputs.Shared("macd", Compute);
            ReadOnlySpan<double> inverse = inputs.InverseAtr;
            for (int bar = 0; bar < column.Length; bar++) column[bar] = (float)(histogram[bar] * inverse[bar]);
        });

    /// <summary>The histogram in points.</summary>
    public static Feature HistogramPoints { get; } = new(
        "macd", "points", "MACD(12, 26) - EMA(9) of it; Appel 1979", FirstBar, (inputs, column) =>
        {
            double[] histogram = inputs.Shared("macd", Compute);
            double tick = (double)inputs.Bars.Instrument.TickSize;
            for (int bar = 0; bar < column.Length; bar++) column[bar] = (float)(histogram[bar] * tick);
        });

    /// <summary>[bars] the histogram in ticks; NaN before bar 33.</summary>
    /// <param name="inputs">The bars.</param>
    /// <returns>A new column.</returns>
    public static double[] Compute(FeatureInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ReadOnlySpan<int> close = inputs.Bars.CloseTicks;
        double[] histogram = new double[close.Length];
        double fast = 0, slow = 0, signal = 0;
        for (int bar = 0; bar < histogram.Length; bar++)
        {
            fast = Average(fast, close[bar], bar, Fast);
            slow = Average(slow, close[bar], bar, Slow);
            double macd = fast - slow;
            if (bar >= Slow - 1) signal = Average(signal, macd, bar - (Slow - 1), Signal);
            histogram[bar] = bar < FirstBar ? double.NaN : macd - signal;
        }
        return histogram;
    }

    /// <summary>Exponential average with factor 2 / (period + 1), started by the mean of its first values.</summary>
    private static double Average(double average, double value, int index, int period) =>
        index < period ? average + value / period : average + (value - average) * (2.0 / (period + 1));
}
