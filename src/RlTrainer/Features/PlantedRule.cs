using RlTrainer.Data;

namespace RlTrainer.Features;

/// <summary>
/// The best rule known on observable features for the planted signal of <see cref="SyntheticConfig"/>: the recent wicks
/// tell the sign of the hidden flow, the clock tells whether the price goes with it or against it.
/// </summary>
internal static class PlantedRule
{
    /// <summary>How many bars of history the rule reads; more are ignored.</summary>
    public const int WindowBars = 20;

    private const double Memory = 0.88;
    private const int Width = 11, OpenColumn = 0, HighColumn = 1, LowColumn = 2, MinutesFromOpenColumn = 9;

    /// <summary>The side to take at the close of a window's last bar: +1 buy, −1 sell, 0 nothing.</summary>
    /// <param name="window">[bars, 11] raw rows of <see cref="FeatureSet.Base"/>, oldest first, not normalised.</param>
    /// <param name="threshold">How clear the wicks must be: their
    /// weighted mean difference in ATR; 0.10 is usual for Fast.</param>
    /// <exception cref="ArgumentException">The window is not whole rows of 11.</exception>
    public static int Side(ReadOnlySpan<float> window, double threshold = 0.10)
    {
        int bars = window.Length / Width;
        if (bars == 0 || bars * Width != window.Length)
            throw new ArgumentException(
                $"The window had {window.Length} values; expected whole rows of the {Width} base features.", nameof(window));
        float minutes = window[^(Width - MinutesFromOpenColumn)];
        if (minutes is < 0 or >= 389) return 0;
        double sum = 0, weights = 0, weight = 1;
        int used = (int)Math.Min(Math.Min(bars, WindowBars), minutes + 1);       // the signal starts at 09:30
        for (int back = 1; back <= used; back++, weight *= Memory)
        {
            ReadOnlySpan<float> row = window.Slice((bars - back) * Width, Width);
            sum += weight * (row[HighColumn] + row[LowColumn] - row[OpenColumn]);   // upper wick − lower wick, ATR
            weights += weight;
        }
        double wicks = sum / weights;
        if (Math.Abs(wicks) < threshold) return 0;
        int flow = Math.Sign(wicks);
        return minutes + 1 < PlantedFlowTurnMinutes ? flow : -flow;
    }

    /// <summary>12:45 in minutes from 09:30.</summary>
    private const int PlantedFlowTurnMinutes = PlantedFlow.Turn - IntradayProfile.SessionOpen;
}
