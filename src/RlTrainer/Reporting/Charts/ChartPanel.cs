namespace RlTrainer.Reporting;

/// <summary>One rectangle of a figure with its grid, axes and their labels.</summary>
internal readonly record struct ChartPanel(SvgCanvas Canvas, double Left, double Top, double Right, double Bottom)
{
    /// <summary>Space left of a panel for the labels of its values.</summary>
    public const double LabelRoom = 84;

    /// <summary>A panel over the whole width.</summary>
    public static ChartPanel Wide(SvgCanvas canvas, double top, double bottom) =>
        new(canvas, LabelRoom, top, SvgCanvas.Width - 20, bottom);

    /// <summary>A vertical scale whose ends are round.</summary>
    public AxisScale Values(double low, double high, int ticks = 6) => AxisScale.Around(low, high, Bottom, Top, ticks);

    /// <summary>Grid lines and labels of the values, and the axis title beside them.</summary>
    public void ValueAxis(AxisScale scale, string title, Func<double, string> label, int ticks = 6)
    {
        foreach (double tick in scale.Ticks(ticks))
        {
            double y = scale.Pixel(tick);
            Canvas.Line(Left, y, Right, y, "rl-grid");
            Canvas.Text(Left - 8, y + 4, label(tick), "rl-label", "end");
        }
        Canvas.Text(16, (Top + Bottom) / 2, title, "rl-label", "middle", isUpright: true);
    }

    /// <summary>One label on the horizontal axis, with a short mark.</summary>
    public void Mark(double x, string label)
    {
        Canvas.Line(x, Bottom, x, Bottom + 5, "rl-axis");
        Canvas.Text(x, Bottom + 19, label, "rl-label", x > Right - 24 ? "end" : "middle");
    }

    /// <summary>The horizontal axis line and its title.</summary>
    public void Base(string title)
    {
        Canvas.Line(Left, Bottom, Right, Bottom, "rl-axis");
        if (title.Length > 0) Canvas.Text((Left + Right) / 2, Bottom + 37, title, "rl-label", "middle");
    }
}
