namespace RlTrainer.Reporting;

/// <summary>How often values fall into equal ranges: losses orange, gains blue; values outside the axis are counted in its
/// end bars.</summary>
public static class Histogram
{
    /// <summary>Draws the distribution.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="acrossTitle">The value with its unit.</param>
    /// <param name="values">The values.</param>
    /// <param name="binWidth">Width of one range; ranges start at multiples of it, so that 0 is a border.</param>
    /// <param name="axis">Values below its lowest are counted in the first range, values at or above its highest in the
    /// last.</param>
    /// <param name="upTitle">What is counted.</param>
    /// <returns>The drawing, one bar a range.</returns>
    public static SvgFigure Of(
        string title, string acrossTitle, IReadOnlyList<double> values, double binWidth, (double Lowest, double Highest) axis,
        string upTitle = "Trades")
    {
        (double lowest, double highest) = axis;
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(acrossTitle);
        ArgumentNullException.ThrowIfNull(upTitle);
        int bins = (int)Math.Round((highest - lowest) / binWidth);
        int[] counts = new int[bins];
        foreach (double value in values) counts[Math.Clamp((int)Math.Floor((value - lowest) / binWidth + 1e-9), 0, bins - 1)]++;
        var canvas = new SvgCanvas(290, title, $"Distribution of {values.Count} values of {acrossTitle}.");
        ChartPanel panel = ChartPanel.Wide(canvas, 50, 238);
        AxisScale up = panel.Values(0, Math.Max(1, counts.Max()), 5);
        var across = new AxisScale(lowest, highest, panel.Left, panel.Right);
        panel.ValueAxis(up, upTitle, value => NumberText.Number(value, up.Decimals(5)), 5);
        for (int bin = 0; bin < bins; bin++)
        {
            if (counts[bin] == 0) continue;
            double low = lowest + bin * binWidth, left = across.Pixel(low), right = across.Pixel(low + binWidth),
                y = up.Pixel(counts[bin]);
            string range = bin == 0 ? $"below {NumberText.Plain(low + binWidth)}" : bin == bins - 1
                ? $"{NumberText.Plain(low)} and above" : $"{NumberText.Plain(low)} to {NumberText.Plain(low + binWidth)}";
            canvas.Rectangle(new(left + 1, y, right - left - 2, panel.Bottom - y), low < -1e-9 ? "rl-loss" : "rl-gain",
                $"{range}: {counts[bin]}");
        }
        foreach (double tick in across.Ticks(10)) panel.Mark(across.Pixel(tick), NumberText.Number(tick, across.Decimals(10)));
        panel.Base(acrossTitle);
        canvas.Line(across.Pixel(0), panel.Top, across.Pixel(0), panel.Bottom, "rl-axis");
        return new SvgFigure(title, canvas.ToString());
    }
}
