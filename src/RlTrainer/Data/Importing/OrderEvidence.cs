using System.Globalization;
using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>
/// Whether a bar's open lies where the bar before closed. High and low tell nothing of open and close: where the two stand in
/// each other's column every bar is sound by itself, and only the step from bar to bar shows it.
/// </summary>
internal static class OrderEvidence
{
    private const int FewestSteps = 20, Factor = 2;

    /// <summary>Throws where the closes continue the opens before and the opens do not continue the closes.</summary>
    /// <param name="columns">The bars of one contract.</param>
    /// <param name="instrument">What they are of.</param>
    /// <param name="interval">How long each bar lasts.</param>
    /// <param name="name">The name that the message carries.</param>
    /// <exception cref="BarDataException">Open and close look swapped.</exception>
    public static void ThrowIfSwapped(BarColumns columns, Instrument instrument, BarInterval interval, string name)
    {
        long asRead = 0, swapped = 0;
        int steps = 0;
        ReadOnlySpan<long> times = columns.UtcSeconds;
        ReadOnlySpan<int> opens = columns.OpenTicks, closes = columns.CloseTicks;
        for (int bar = 1; bar < times.Length; bar++)
        {
            if (times[bar] - times[bar - 1] != (int)interval) continue;
            steps++;
            asRead += Math.Abs((long)opens[bar] - closes[bar - 1]);
            swapped += Math.Abs((long)closes[bar] - opens[bar - 1]);
        }
        if (steps < FewestSteps || asRead <= Factor * swapped) return;
        string Points(long sum) =>
            instrument.PriceOf((int)Math.Round((double)sum / steps)).ToString(CultureInfo.InvariantCulture);
        throw new BarDataException(
            $"{name}: open and close look swapped: over {steps} steps from one bar to the next the opens are {Points(asRead)} "
            + $"points from the closes before, and the closes {Points(swapped)} from the opens before. Expected bars that open "
            + "near the last close. Name the columns: --columns \"time=1,close=2,high=3,low=4,open=5,volume=6\"; or say --accept "
            + "rows to take them as they are. Nothing was written.");
    }
}
