namespace RlTrainer.Reporting;

/// <summary>Bars of a signed amount by category: gains up in blue, losses down in orange.</summary>
public static class BarChart
{
    /// <summary>Draws one bar a category, with its value written at its end.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="upTitle">The amount with its unit.</param>
    /// <param name="bars">Category and amount, in the order of the axis.</param>
    /// <param name="label">Writes an amount.</param>
    /// <returns>The drawing; without bars it says that there is nothing to show.</returns>
    public static SvgFigure Of(
        string title, string upTitle, IReadOnlyList<(string Category, double Amount)> bars, Func<double, string> label)
    {
        ArgumentNullException.ThrowIfNull(bars);
        ArgumentNullException.ThrowIfNull(label);
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(upTitle);
        var canvas = new SvgCanvas(280, title, $"{upTitle} by category.");
        if (bars.Count == 0)
        {
            canvas.Text(400, 150, "Nothing to draw: there were no trades.", "rl-label", "middle");
            return new SvgFigure(title, canvas.ToString());
        }
        ChartPanel panel = ChartPanel.Wide(canvas, 50, 240);
        AxisScale up = panel.Values(Math.Min(0, bars.Min(bar => bar.Amount)), Math.Max(0, bars.Max(bar => bar.Amount)), 5);
        panel.ValueAxis(up, upTitle, label, 5);
        double room = (panel.Right - panel.Left) / bars.Count, width = Math.Min(56, room * 0.7), zero = up.Pixel(0);
        for (int index = 0; index < bars.Count; index++)
        {
            (string category, double amount) = bars[index];
            double middle = panel.Left + (index + 0.5) * room, end = up.Pixel(amount);
            canvas.Rectangle(new(middle - width / 2, Math.Min(end, zero), width, Math.Abs(end - zero)), amount < 0 ? "rl-loss"
                : "rl-gain", $"{category}: {label(amount)}");
            canvas.Text(middle, 260, category, "rl-label rl-small", "middle");
        }
        canvas.Line(panel.Left, zero, panel.Right, zero, "rl-axis");
        return new SvgFigure(title, canvas.ToString());
    }
}
