using RlTrainer.Market;

namespace RlTrainer.Features;

/// <summary>Statistics of the last so many values of a column.</summary>
internal static class Rolling
{
    /// <summary>[bars] change of the close from the bar before, ticks; 0 at the first bar.</summary>
    public static double[] Changes(FeatureInputs inputs)
    {
        ReadOnlySpan<int> close = inputs.Bars.CloseTicks;
        double[] changes = new double[close.Length];
        for (int bar = 1; bar < changes.Length; bar++) changes[bar] = close[bar] - close[bar - 1];
        return changes;
    }

    /// <summary>Standard deviation of the population over a window; NaN until <paramref name="first"/> + window − 1.</summary>
    public static void Deviation(ReadOnlySpan<double> values, int first, int window, Span<float> column)
    {
        double mean = 0, squares = 0;
        for (int bar = 0; bar < column.Length; bar++)
        {
            column[bar] = float.NaN;
            if (bar < first) continue;
            int count = bar - first + 1;
            if (count <= window)
            {
                double delta = values[bar] - mean;                    // Welford 1962
                mean += delta / count;
                squares += delta * (values[bar] - mean);
            }
            else
            {
                double leaving = values[bar - window], delta = values[bar] - leaving, before = mean;
                mean += delta / window;
                squares += delta * (values[bar] - mean + leaving - before);
            }
            if (count >= window) column[bar] = (float)Math.Sqrt(Math.Max(squares, 0.0) / window);
        }
    }

    /// <summary>Highest high and lowest low of the last so many bars: the window's own maximum is kept and searched again
    /// when it leaves.</summary>
    public static (int[] Highest, int[] Lowest) Extremes(BarSeries bars, int window)
    {
        ReadOnlySpan<int> high = bars.HighTicks, low = bars.LowTicks;
        int[] highest = new int[high.Length], lowest = new int[high.Length];
        int top = 0, bottom = 0;
        for (int bar = 0; bar < highest.Length; bar++)
        {
            int first = Math.Max(0, bar - window + 1);
            if (top < first) top = Search(high, first, bar, 1);
            else if (high[bar] >= high[top]) top = bar;
            if (bottom < first) bottom = Search(low, first, bar, -1);
            else if (low[bar] <= low[bottom]) bottom = bar;
            highest[bar] = high[top];
            lowest[bar] = low[bottom];
        }
        return (highest, lowest);
    }

    private static int Search(ReadOnlySpan<int> values, int first, int last, int sign)
    {
        int best = first;
        for (int bar = first + 1; bar <= last; bar++)
            if (sign * values[bar] >= sign * values[best])
                best = bar;
        return best;
    }
}
