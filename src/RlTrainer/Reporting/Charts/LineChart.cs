namespace RlTrainer.Reporting;

/// <summary>Curves over a common axis: training and validation reward, losses, learning rates.</summary>
public static class LineChart
{
    private const int MostPoints = 5000;

    /// <summary>Draws curves that share both axes, so that a gap between training and validation shows.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="acrossTitle">Horizontal axis with its unit, e.g. "Environment steps".</param>
    /// <param name="upTitle">Vertical axis with its unit, e.g. "Episode reward".</param>
    /// <param name="curves">The curves; those without points are named as empty.</param>
    /// <returns>The drawing, with a plotly form beside the SVG.</returns>
    public static SvgFigure Of(string title, string acrossTitle, string upTitle, IReadOnlyList<Curve> curves)
    {
        ArgumentNullException.ThrowIfNull(curves);
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(acrossTitle);
        ArgumentNullException.ThrowIfNull(upTitle);
        string[] names = [.. curves.Select(curve => curve.X.Count == 0 ? curve.Name + " (no points)" : curve.Name)];
        double top = 44 + Legend.Height(names), bottom = top + 260;
        var canvas = new SvgCanvas(bottom + 50, title, $"{upTitle} over {acrossTitle} of {string.Join(", ", names)}.");
        Legend.Draw(canvas, names, 46);
        ChartPanel panel = ChartPanel.Wide(canvas, top, bottom);
        double[] across = [.. curves.SelectMany(curve => curve.X)],
            up = [.. curves.SelectMany(curve => curve.Y).Where(double.IsFinite)];
        if (up.Length == 0)
        {
            canvas.Text(400, (top + bottom) / 2, "Nothing to draw yet.", "rl-label", "middle");
            return new SvgFigure(title, canvas.ToString());
        }
        AxisScale upScale = panel.Values(up.Min(), up.Max());
        var acrossScale = new AxisScale(across.Min(), Math.Max(across.Max(), across.Min() + 1e-9), panel.Left, panel.Right);
        panel.ValueAxis(upScale, upTitle, value => NumberText.Number(value, upScale.Decimals()));
        foreach (double tick in acrossScale.Ticks(7))
            panel.Mark(acrossScale.Pixel(tick), NumberText.Number(tick, acrossScale.Decimals(7)));
        panel.Base(acrossTitle);
        Curve[] thinned = [.. curves.Select(curve => curve.Thinned(Math.Max(4, MostPoints / curves.Count)))];
        for (int index = thinned.Length - 1; index >= 0; index--)
        {
            canvas.Path(thinned[index].Path(acrossScale, upScale), "rl-line " + Legend.SeriesClass(index), thinned[index].Name);
            if (thinned[index].X.Count == 1)
                canvas.Circle(acrossScale.Pixel(thinned[index].X[0]), upScale.Pixel(thinned[index].Y[0]), 3, "rl-line "
                    + Legend.SeriesClass(index));
        }
        return new SvgFigure(title, canvas.ToString(), PlotlyLines.Of(title, acrossTitle, upTitle, thinned));
    }
}
