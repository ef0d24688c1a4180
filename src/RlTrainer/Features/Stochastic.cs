namespace RlTrainer.Features;

/// <summary>Stochastic oscillator (Lane 1984): %K over 14 bars and
/// %D, its mean of three; 50 where the range is nothing.</summary>
internal static class Stochastic
{
    private const int Bars = 14, SmoothBars = 3;

    /// <summary>%K(14), 0 to 100.</summary>
    public static Feature K { get; } =
        new("stochastic_k", "0 to 100", "100 * (close - lowest low) / (highest high - lowest low), 14 bars; Lane 1984", Bars - 1,
            (inputs, column) =>
    {
        double[] k = inputs.Shared("stochastic", Compute);
        for (int bar = 0; bar < column.Length; bar++) column[bar] = (float)k[bar];
    });

    /// <summary>%D(3), 0 to 100.</summary>
    public static Feature D { get; } =
        new("stochastic_d", "0 to 100", "mean of the last three %K(14); Lane 1984", Bars + SmoothBars - 2, (inputs, column) =>
    {
        double[] k = inputs.Shared("stochastic", Compute);
        for (int bar = 0; bar < column.Length; bar++)
            column[bar] = bar < Bars + SmoothBars - 2 ? float.NaN : (float)((k[bar] + k[bar - 1] + k[bar - 2]) / SmoothBars);
    });

    private static double[] Compute(FeatureInputs inputs)
    {
        (int[] highest, int[] lowest) = Rolling.Extremes(inputs.Bars, Bars);
        ReadOnlySpan<int> close = inputs.Bars.CloseTicks;
        double[] k = new double[close.Length];
        for (int bar = 0; bar < k.Length; bar++)
        {
            int range = highest[bar] - lowest[bar];
            k[bar] = bar < Bars - 1 ? double.NaN : range == 0 ? 50.0 : 100.0 * (close[bar] - lowest[bar]) / range;
        }
        return k;
    }
}
