namespace RlTrainer.Reporting;

/// <summary>Many curves beside each other, each in a panel with an axis of its own: features of a day, scenarios.</summary>
public static class SmallMultiples
{
    private const double PanelHeight = 92, Gap = 34, Top = 58, LabelRoom = 58, Right = 16;
    private const int MostPoints = 600;

    /// <summary>Draws a panel a curve, two columns; the horizontal axis is common.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="acrossTitle">The horizontal axis with its unit.</param>
    /// <param name="curves">The curves; a name may carry the unit.</param>
    /// <returns>The drawing; every panel has its own vertical axis.</returns>
    public static SvgFigure Of(string title, string acrossTitle, IReadOnlyList<Curve> curves)
    {
        ArgumentNullException.ThrowIfNull(curves);
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(acrossTitle);
        int rows = (curves.Count + 1) / 2;
        var canvas = new SvgCanvas(
            Top + Math.Max(1, rows) * (PanelHeight + Gap) + 14, title,
            $"{string.Join(", ", curves.Select(curve => curve.Name))} over {acrossTitle}.");
        double[] across = [.. curves.SelectMany(curve => curve.X)];
        if (across.Length == 0)
        {
            canvas.Text(SvgCanvas.Width / 2, Top + PanelHeight / 2, "Nothing to draw.", "rl-label", "middle");
            return new SvgFigure(title, canvas.ToString());
        }
        double low = across.Min(), high = Math.Max(across.Max(), low + 1e-9), width = SvgCanvas.Width / 2;
        for (int index = 0; index < curves.Count; index++)
        {
            double left = index % 2 * width + LabelRoom, top = Top + index / 2 * (PanelHeight + Gap);
            var panel = new ChartPanel(canvas, left, top, left + width - LabelRoom - Right, top + PanelHeight);
            Draw(panel, curves[index].Thinned(MostPoints), new AxisScale(low, high, panel.Left, panel.Right),
                isLast: index >= curves.Count - 2);
        }
        canvas.Text(SvgCanvas.Width / 2, Top + rows * (PanelHeight + Gap) + 6, acrossTitle, "rl-label", "middle");
        return new SvgFigure(title, canvas.ToString());
    }

    private static void Draw(ChartPanel panel, Curve curve, AxisScale across, bool isLast)
    {
        panel.Canvas.Text(panel.Left, panel.Top - 7, curve.Name, "rl-value");
        double[] known = [.. curve.Y.Where(double.IsFinite)];
        if (known.Length == 0) return;
        AxisScale up = panel.Values(known.Min(), known.Max(), 3);
        foreach (double tick in up.Ticks(3))
        {
            panel.Canvas.Line(panel.Left, up.Pixel(tick), panel.Right, up.Pixel(tick), "rl-grid");
            panel.Canvas.Text(panel.Left - 6, up.Pixel(tick) + 4, NumberText.Number(tick, up.Decimals(3)),
                "rl-label rl-small", "end");
        }
        panel.Canvas.Line(panel.Left, panel.Bottom, panel.Right, panel.Bottom, "rl-axis");
        foreach (double tick in across.Ticks(7))
        {
            panel.Canvas.Line(across.Pixel(tick), panel.Bottom, across.Pixel(tick), panel.Bottom + 4, "rl-axis");
            if (isLast)
                panel.Canvas.Text(across.Pixel(tick), panel.Bottom + 17, NumberText.Number(tick, across.Decimals(7)),
                    "rl-label rl-small", "middle");
        }
        panel.Canvas.Path(curve.Path(across, up), "rl-line rl-thin rl-s1", curve.Name);
    }
}
