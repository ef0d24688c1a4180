namespace RlTrainer.Features;

/// <summary>Bollinger bands (Bollinger 2001): mean of the close over 20 bars ± 2 standard deviations of the population.</summary>
internal static class BollingerBands
{
    private const int Bars = 20;
    private const double Width = 2.0;

    /// <summary>%b: where the close lies, 0 at the lower and 1 at the upper band; 0.5 where the bands are one line.</summary>
    public static Feature Position { get; } =
        new("bollinger_position", "0 to 1 and beyond", "(close - lower band) / (upper - lower), 20 bars, 2 deviations", Bars - 1,
            (inputs, column) =>
    {
        ReadOnlySpan<int> close = inputs.Bars.CloseTicks;
        double[] mean = inputs.Shared("mean 20", Mean);
        Rolling.Deviation(inputs.Shared("close", Closes), 0, Bars, column);
        for (int bar = Bars - 1; bar < column.Length; bar++)
            column[bar] = column[bar] > 1e-6f ? (float)(0.5 + (close[bar] - mean[bar]) / (2.0 * Width * column[bar])) : 0.5f;
    });

    /// <summary>Upper minus lower band, in ATR.</summary>
    public static Feature BandWidth { get; } =
        new("bollinger_width", "ATR", "(upper - lower band) / ATR(14), 20 bars, 2 deviations", Bars - 1, (inputs, column) =>
    {
        Rolling.Deviation(inputs.Shared("close", Closes), 0, Bars, column);
        ReadOnlySpan<double> inverse = inputs.InverseAtr;
        for (int bar = 0; bar < column.Length; bar++) column[bar] *= (float)(2.0 * Width * inverse[bar]);
    });

    private static double[] Closes(FeatureInputs inputs)
    {
        double[] closes = new double[inputs.Bars.Count];
        for (int bar = 0; bar < closes.Length; bar++) closes[bar] = inputs.Bars.CloseTicks[bar];
        return closes;
    }

    private static double[] Mean(FeatureInputs inputs)
    {
        ReadOnlySpan<int> close = inputs.Bars.CloseTicks;
        double[] mean = new double[close.Length];
        long sum = 0;
        for (int bar = 0; bar < mean.Length; bar++)
        {
            sum += close[bar] - (bar >= Bars ? close[bar - Bars] : 0);
            mean[bar] = sum / (double)Bars;
        }
        return mean;
    }
}
