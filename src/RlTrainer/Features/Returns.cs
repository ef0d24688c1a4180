namespace RlTrainer.Features;

/// <summary>The change of the close over several horizons, scaled so that a random walk gives each about the same size.</summary>
public static class Returns
{
    /// <summary>(close − close so many bars ago) / (ATR · √bars).</summary>
    /// <param name="bars">How many bars back, at least 1.</param>
    /// <returns>The feature "return_" and the number of bars.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of bars is below 1.</exception>
    public static Feature Over(int bars)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bars, 1);
        double scale = 1.0 / Math.Sqrt(bars);
        return new Feature($"return_{bars}", "ATR per root bar", $"(close - close[{bars} bars ago]) / (ATR(14) * sqrt({bars}))",
            Math.Max(bars, AverageTrueRange.Period), (inputs, column) =>
        {
            ReadOnlySpan<int> close = inputs.Bars.CloseTicks;
            ReadOnlySpan<double> inverse = inputs.InverseAtr;
            column[..Math.Min(bars, column.Length)].Fill(float.NaN);
            for (int bar = bars; bar < column.Length; bar++)
                column[bar] = (float)((close[bar] - close[bar - bars]) * inverse[bar] * scale);
        });
    }
}
