namespace RlTrainer.Features;

/// <summary>Distance of the close from exponential averages; each average starts as the plain mean of its first values.</summary>
internal static class EmaRatios
{
    /// <summary>(close − EMA) / ATR over so many bars.</summary>
    /// <param name="bars">The average's length in bars, at least 2.</param>
    /// <returns>The feature "ema_" and the length; known once that many bars and the ATR's are there.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The length is below 2.</exception>
    public static Feature Over(int bars)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bars, 2);
        return new Feature($"ema_{bars}", "ATR", $"(close - EMA({bars})) / ATR(14), started by the mean of {bars} closes",
            Math.Max(bars - 1, AverageTrueRange.Period), (inputs, column) =>
        {
            ReadOnlySpan<int> close = inputs.Bars.CloseTicks;
            ReadOnlySpan<double> inverse = inputs.InverseAtr;
            double average = 0, factor = 2.0 / (bars + 1);
            for (int bar = 0; bar < column.Length; bar++)
            {
                average = bar < bars ? average + close[bar] / (double)bars : average + (close[bar] - average) * factor;
                column[bar] = bar < bars - 1 ? float.NaN : (float)((close[bar] - average) * inverse[bar]);
            }
        });
    }
}
