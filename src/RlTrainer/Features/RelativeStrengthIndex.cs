namespace RlTrainer.Features;

/// <summary>
/// Relative strength index (Wilder 1978): 100 − 100 / (1 + average gain / average loss). The first averages, at bar 14,
/// are means of the first 14 changes; then average = (13·average + change) / 14. No change at all counts as 50.
/// </summary>
internal static class RelativeStrengthIndex
{
    /// <summary>Wilder's period.</summary>
    public const int Period = 14;

    /// <summary>RSI(14), 0 to 100.</summary>
    public static Feature Feature { get; } = new(
        "rsi", "0 to 100", "100 - 100 / (1 + average gain / average loss), 14 bars, Wilder 1978", Period, Fill);

    private static void Fill(FeatureInputs inputs, Span<float> column)
    {
        ReadOnlySpan<int> close = inputs.Bars.CloseTicks;
        double gains = 0, losses = 0;
        for (int bar = 0; bar < column.Length; bar++)
        {
            int change = bar == 0 ? 0 : close[bar] - close[bar - 1];
            double gain = Math.Max(change, 0), loss = Math.Max(-change, 0);
            gains = bar <= Period ? gains + gain * (1.0 / Period) : gains + (gain - gains) * (1.0 / Period);
            losses = bar <= Period ? losses + loss * (1.0 / Period) : losses + (loss - losses) * (1.0 / Period);
            double both = gains + losses;
            column[bar] = bar < Period ? float.NaN : both < 1e-12 ? 50f : (float)(100.0 * gains / both);
        }
    }
}
