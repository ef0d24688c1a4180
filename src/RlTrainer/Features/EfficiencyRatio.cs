namespace RlTrainer.Features;

/// <summary>Efficiency ratio (Kaufman 1995, Smarter Trading): |net change| / sum of |changes| over ten bars, 0 to 1.</summary>
internal static class EfficiencyRatio
{
    private const int Bars = 10;

    /// <summary>Efficiency over ten bars; 0 where nothing moved.</summary>
    public static Feature Feature { get; } =
        new("efficiency", "0 to 1", "|close - close[10]| / sum |close - close[1]| over 10 bars; Kaufman 1995", Bars,
            (inputs, column) =>
    {
        ReadOnlySpan<int> close = inputs.Bars.CloseTicks;
        long path = 0;
        for (int bar = 0; bar < column.Length; bar++)
        {
            if (bar > 0) path += Math.Abs(close[bar] - close[bar - 1]);
            if (bar > Bars) path -= Math.Abs(close[bar - Bars] - close[bar - Bars - 1]);
            column[bar] = bar < Bars ? float.NaN : path == 0 ? 0f
                : (float)(Math.Abs(close[bar] - close[bar - Bars]) / (double)path);
        }
    });
}
