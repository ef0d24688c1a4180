namespace RlTrainer.Reporting;

/// <summary>Turns values into pixels along one axis and chooses round values to label.</summary>
/// <param name="Low">Value at <paramref name="LowPixel"/>.</param>
/// <param name="High">Value at <paramref name="HighPixel"/>.</param>
/// <param name="LowPixel">Pixel of the low value.</param>
/// <param name="HighPixel">Pixel of the high value.</param>
internal readonly record struct AxisScale(double Low, double High, double LowPixel, double HighPixel)
{
    public double Pixel(double value) => LowPixel + (value - Low) / (High - Low) * (HighPixel - LowPixel);

    /// <summary>A scale whose ends are round values around the given range; an empty range is widened.</summary>
    public static AxisScale Around(double low, double high, double lowPixel, double highPixel, int ticks = 6)
    {
        if (high - low < 1e-12)
            (low, high) = (low - Math.Max(1, Math.Abs(low) * 0.05), high + Math.Max(1, Math.Abs(high) * 0.05));
        double step = Step(high - low, ticks);
        return new AxisScale(Math.Floor(low / step + 1e-9) * step, Math.Ceiling(high / step - 1e-9) * step, lowPixel, highPixel);
    }

    /// <summary>Round values inside the scale: multiples of 1, 2 or 5 times a power of ten.</summary>
    public IEnumerable<double> Ticks(int ticks = 6)
    {
        double step = Step(High - Low, ticks);
        for (double index = Math.Ceiling(Low / step - 1e-9); index * step <= High + 1e-9 * step; index++)
            yield return index * step;
    }

    /// <summary>How many decimals tell neighbouring ticks apart.</summary>
    public int Decimals(int ticks = 6) => Math.Max(0, (int)-Math.Floor(Math.Log10(Step(High - Low, ticks)) + 1e-9));

    private static double Step(double range, int ticks)
    {
        double raw = range / Math.Max(1, ticks), power = Math.Pow(10, Math.Floor(Math.Log10(raw))), digit = raw / power;
        return power * (digit <= 1.0001 ? 1 : digit <= 2.0001 ? 2 : digit <= 5.0001 ? 5 : 10);
    }
}
