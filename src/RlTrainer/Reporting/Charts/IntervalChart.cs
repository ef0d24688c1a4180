using RlTrainer.Evaluation;

namespace RlTrainer.Reporting;

/// <summary>One estimate a row with its interval and the single runs behind it: comparisons over seeds.</summary>
internal static class IntervalChart
{
    private const double RowHeight = 34, Top = 56, NameRoom = 210;

    /// <summary>Draws the rows in their order, the axis below.</summary>
    /// <param name="title">What is compared.</param>
    /// <param name="acrossTitle">The figure with its unit.</param>
    /// <param name="rows">Name, one figure a seed, and their summary.</param>
    /// <param name="reference">A value to compare with, drawn as a line; null for none.</param>
    /// <returns>The drawing, a line a row.</returns>
    public static SvgFigure Of(
        string title, string acrossTitle, IReadOnlyList<(string Name, IReadOnlyList<double> Runs, SeedSummary Summary)> rows,
        double? reference = null)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(acrossTitle);
        double bottom = Top + Math.Max(1, rows.Count) * RowHeight;
        var canvas = new SvgCanvas(
            bottom + 54, title, $"{acrossTitle}: interquartile mean with its 95 % interval; every dot is one seed.");
        if (rows.Count == 0)
        {
            canvas.Text(400, Top + 14, "Nothing to draw yet.", "rl-label", "middle");
            return new SvgFigure(title, canvas.ToString());
        }
        double[] all = [.. rows.SelectMany(row => row.Runs),
            .. rows.SelectMany(row => new[] { row.Summary.Interval?.Low, row.Summary.Interval?.High, reference })
                .OfType<double>()];
        var panel = new ChartPanel(canvas, NameRoom, Top - 8, SvgCanvas.Width - 24, bottom);
        AxisScale across = AxisScale.Around(all.Min(), all.Max(), panel.Left, panel.Right);
        foreach (double tick in across.Ticks())
        {
            canvas.Line(across.Pixel(tick), panel.Top, across.Pixel(tick), panel.Bottom, "rl-grid");
            panel.Mark(across.Pixel(tick), NumberText.Number(tick, across.Decimals()));
        }
        if (reference is { } value) canvas.Line(across.Pixel(value), panel.Top, across.Pixel(value), panel.Bottom, "rl-target");
        for (int row = 0; row < rows.Count; row++)
            DrawRow(canvas, across, rows[row].Name, rows[row].Runs, rows[row].Summary, Top + (row + 0.5) * RowHeight);
        panel.Base(acrossTitle);
        return new SvgFigure(title, canvas.ToString());
    }

    private static void DrawRow(
        SvgCanvas canvas, AxisScale across, string name, IReadOnlyList<double> runs, SeedSummary summary, double y)
    {
        canvas.Text(NameRoom - 14, y + 4, name, "rl-value", "end");
        foreach (double run in runs) canvas.Circle(across.Pixel(run), y + 9, 2.4, "rl-f2", NumberText.Number(run));
        if (summary.Interval is { } interval)
            canvas.Line(across.Pixel(interval.Low), y, across.Pixel(interval.High), y, "rl-line rl-s1");
        canvas.Circle(across.Pixel(summary.InterquartileMean), y, 5, "rl-gain rl-mark",
            $"{name}: {NumberText.Number(summary.InterquartileMean)}");
    }
}
