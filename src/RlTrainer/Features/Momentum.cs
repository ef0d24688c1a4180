namespace RlTrainer.Features;

/// <summary>The change of the close over ten bars.</summary>
internal static class Momentum
{
    private const int Bars = 10;

    /// <summary>(close − close ten bars ago) / ATR.</summary>
    public static Feature InAtr { get; } = new(
        "momentum", "ATR", "(close - close[10 bars ago]) / ATR(14)", AverageTrueRange.Period, (inputs, column) =>
        {
            ReadOnlySpan<int> close = inputs.Bars.CloseTicks;
            ReadOnlySpan<double> inverse = inputs.InverseAtr;
            column[..Math.Min(Bars, column.Length)].Fill(float.NaN);
            for (int bar = Bars; bar < column.Length; bar++)
                column[bar] = (float)((close[bar] - close[bar - Bars]) * inverse[bar]);
        });

    /// <summary>close − close ten bars ago, points.</summary>
    public static Feature Points { get; } = new(
        "momentum", "points", "close - close[10 bars ago]", Bars, (inputs, column) =>
        {
            ReadOnlySpan<int> close = inputs.Bars.CloseTicks;
            double tick = (double)inputs.Bars.Instrument.TickSize;
            column[..Math.Min(Bars, column.Length)].Fill(float.NaN);
            for (int bar = Bars; bar < column.Length; bar++) column[bar] = (float)((close[bar] - close[bar - Bars]) * tick);
        });
}
