using System.Globalization;
using RlTrainer.Market;

namespace RlTrainer.Reporting;

/// <summary>Equity of one or several policies on the same bars, with
/// the first one's drawdown below; at most 5,000 points.</summary>
public static class EquityChart
{
    /// <summary>No figure draws more points than this.</summary>
    public const int MostPoints = 5000;

    private const int EquityTicks = 8;
    private const double EquityHeight = 230, DrawdownHeight = 90;

    /// <summary>Draws the equity curves; the first one is the policy under evaluation.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="lines">Name and curve of each policy, at least one.</param>
    /// <param name="bars">The series that the curves' bar indices count.</param>
    /// <returns>The drawing: equity above, the first policy's drawdown below, US dollars.</returns>
    /// <exception cref="ArgumentException">There is no line.</exception>
    public static SvgFigure Of(string title, IReadOnlyList<EquityLine> lines, BarSeries bars)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentNullException.ThrowIfNull(bars);
        ArgumentNullException.ThrowIfNull(title);
        if (lines.Count == 0) throw new ArgumentException("An equity chart was asked of no policies; expected at least one.");
        string[] names = [.. lines.Select(line => line.Name)];
        double top = 44 + Legend.Height(names), middle = top + EquityHeight, lower = middle + 24, bottom = lower + DrawdownHeight;
        var canvas = new SvgCanvas(
            bottom + 48, title, $"Equity at bar closes and the drawdown of {names[0]} inside the bars, in dollars, over the "
                + $"test days.");
        Legend.Draw(canvas, names, 46);
        ChartPanel equity = ChartPanel.Wide(canvas, top, middle), drawdown = ChartPanel.Wide(canvas, lower, bottom);
        int budget = MostPoints / (lines.Count + 1);
        Curve[] curves = [.. lines.Select(
            line => CurveOf(line.Name, line.Curve.BarIndices, line.Curve.EquityCents).Thinned(budget))];
        Curve fall = CurveOf("Drawdown of " + names[0], lines[0].Curve.BarIndices, lines[0].Curve.DrawdownCents(), sign: -1)
            .Thinned(budget);
        var across = new AxisScale(0, Math.Max(1, bars.Count - 1), equity.Left, equity.Right);
        double start = lines[0].Curve.StartCents / 100.0;
        AxisScale up = equity.Values(
            curves.SelectMany(curve => curve.Y).Append(start).Min(), curves.SelectMany(curve => curve.Y).Append(start).Max(),
            EquityTicks);
        AxisScale down = drawdown.Values(fall.Y.Append(-1).Min(), 0, 3);
        equity.ValueAxis(up, "Equity, $", value => NumberText.Number(value, 0), EquityTicks);
        drawdown.ValueAxis(down, "Drawdown, $", value => NumberText.Number(value, 0), 3);
        canvas.Line(equity.Left, up.Pixel(start), equity.Right, up.Pixel(start), "rl-axis");
        for (int index = curves.Length - 1; index >= 0; index--)
            canvas.Path(curves[index].Path(across, up), (index == 0 ? "rl-line " : "rl-line rl-thin ")
                + Legend.SeriesClass(index), curves[index].Name);
        DrawAccountEnds(canvas, lines[0], across, up);
        DrawDrawdown(canvas, fall, across, down);
        DrawDays(drawdown, across, bars);
        drawdown.Base(string.Empty);
        return new SvgFigure(title, canvas.ToString(), PlotlyLines.Of(title, "Bar", "Equity, $", curves));
    }

    private static Curve CurveOf(string name, int[] barIndices, long[] cents, int sign = 1) =>
        new(name, [.. barIndices.Select(bar => (double)bar)], [.. cents.Select(value => sign * value / 100.0)]);

    private static void DrawAccountEnds(SvgCanvas canvas, EquityLine line, AxisScale across, AxisScale up)
    {
        foreach (int bar in line.AccountEndBars)
        {
            int point = Array.BinarySearch(line.Curve.BarIndices, bar);
            if (point < 0) continue;
            double x = across.Pixel(bar), y = up.Pixel(line.Curve.EquityCents[point] / 100.0);
            canvas.Path(Markers.Cross(x, y), "rl-cross", "account breached");
        }
    }

    private static void DrawDrawdown(SvgCanvas canvas, Curve fall, AxisScale across, AxisScale down)
    {
        if (fall.X.Count == 0) return;
        string zero = SvgCanvas.Plain(down.Pixel(0));
        canvas.Path($"{fall.Path(across, down)}L{SvgCanvas.Plain(across.Pixel(fall.X[^1]))} "
            + $"{zero}L{SvgCanvas.Plain(across.Pixel(fall.X[0]))} {zero}Z", "rl-area");
        canvas.Path(fall.Path(across, down), "rl-line rl-thin rl-s1", fall.Name);
    }

    private static void DrawDays(ChartPanel panel, AxisScale across, BarSeries bars)
    {
        int step = Math.Max(1, (bars.Days.Count + 7) / 8);
        for (int day = 0; day < bars.Days.Count; day += step)
            panel.Mark(across.Pixel(bars.Days[day].FirstBar),
                bars.Days[day].Date.ToString("d MMM uuuu", CultureInfo.InvariantCulture));
    }
}
