using RlTrainer.Compliance;
using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Reporting;

/// <summary>
/// One account beside its rules, bar by bar: equity with its extremes inside each bar, the drawdown threshold, the day limit
/// and the target. What touches what is what the rules are about.
/// </summary>
public static class AccountChart
{
    private const double Height = 270;

    /// <summary>Draws every bar of a journal between two bars.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="bars">The bars that were traded.</param>
    /// <param name="journal">The account after every bar.</param>
    /// <param name="rules">The rules it was traded under.</param>
    /// <param name="firstBar">First bar drawn.</param>
    /// <param name="endBar">One past the last bar drawn; −1 for all.</param>
    /// <returns>The drawing: equity, threshold and target, US dollars.</returns>
    public static SvgFigure Of(
        string title, BarSeries bars, TradingJournal journal, RuleSet rules, int firstBar = 0, int endBar = -1)
    {
        ArgumentNullException.ThrowIfNull(bars);
        ArgumentNullException.ThrowIfNull(journal);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(title);
        EquityPoint[] points =
            [.. journal.Equity.Where(point => point.BarIndex >= firstBar && (endBar < 0 || point.BarIndex < endBar))];
        Curve[] curves = [.. CurvesOf(points, rules)];
        string[] names = [.. curves.Select(curve => curve.Name)];
        double top = 44 + Legend.Height(names), bottom = top + Height;
        var canvas = new SvgCanvas(
            bottom + 48, title, "Equity with its extremes inside each bar, and the limits it is held against, in dollars.");
        Legend.Draw(canvas, names, 46);
        ChartPanel panel = ChartPanel.Wide(canvas, top, bottom);
        if (points.Length == 0)
        {
            canvas.Text(400, (top + bottom) / 2, "Nothing to draw: no bar was processed here.", "rl-label", "middle");
            return new SvgFigure(title, canvas.ToString());
        }
        double low = points.Min(point => point.LowestEquityCents) / 100.0,
            high = points.Max(point => point.HighestEquityCents) / 100.0;
        foreach (double value in curves.Skip(1).SelectMany(curve => curve.Y))
            if (double.IsFinite(value) && value > low - 3 * (high - low + 200))
                (low, high) = (Math.Min(low, value), Math.Max(high, Math.Min(value, high + 3 * (high - low + 200))));
        AxisScale up = panel.Values(low, high, 7),
            across = new(points[0].BarIndex, Math.Max(points[^1].BarIndex, points[0].BarIndex + 1), panel.Left, panel.Right);
        panel.ValueAxis(up, "Equity, $", value => NumberText.Number(value, 0), 7);
        DrawExtremes(panel, points, across, up);
        for (int index = curves.Length - 1; index >= 0; index--)
            canvas.Path(Clipped(curves[index], up).Path(across, up), "rl-line " + Legend.SeriesClass(index), names[index]);
        DrawForcedExits(canvas, journal, points, across, up);
        BarClock.Draw(panel, bars, points[0].BarIndex, points[^1].BarIndex + 1, across);
        panel.Base("Eastern time; the band is the range of equity inside the bar, a cross a limit that closed the position");
        return new SvgFigure(title, canvas.ToString(), PlotlyLines.Of(title, "Bar", "Equity, $", curves));
    }

    private static IEnumerable<Curve> CurvesOf(EquityPoint[] points, RuleSet rules)
    {
        double[] x = [.. points.Select(point => (double)point.BarIndex)];
        yield return new Curve("equity", x, [.. points.Select(point => point.EquityCents / 100.0)]);
        yield return new Curve("drawdown threshold", x, [.. points.Select(point => point.ThresholdCents / 100.0)]);
        if (rules.DailyLoss is { } daily)
            yield return new Curve(
                "day limit", x, [.. points.Select(point => (point.EquityCents - point.DayPnlCents - daily.AmountCents) / 100.0)]);
        if (rules.Stage == AccountStage.Evaluation)
            yield return new Curve("target", x, [.. points.Select(_ => rules.TargetBalanceCents / 100.0)]);
    }

    /// <summary>Limits far away from the account leave the panel instead of flattening it.</summary>
    private static Curve Clipped(Curve curve, AxisScale up) =>
        curve with { Y = [.. curve.Y.Select(value => value < up.Low || value > up.High ? double.NaN : value)] };

    private static void DrawExtremes(ChartPanel panel, EquityPoint[] points, AxisScale across, AxisScale up)
    {
        double width = Math.Max(1, across.Pixel(1) - across.Pixel(0));
        foreach (EquityPoint point in points)
        {
            double high = up.Pixel(point.HighestEquityCents / 100.0), low = up.Pixel(point.LowestEquityCents / 100.0);
            double left = Math.Max(panel.Left, across.Pixel(point.BarIndex) - width / 2),
                right = Math.Min(panel.Right, across.Pixel(point.BarIndex) + width / 2);
            if (low > high) panel.Canvas.Rectangle(new(left, high, right - left, low - high), "rl-area");
        }
    }

    private static void DrawForcedExits(
        SvgCanvas canvas, TradingJournal journal, EquityPoint[] points, AxisScale across, AxisScale up)
    {
        foreach (Fill fill in journal.Fills)
        {
            if (fill.Reason is not (FillReason.Breach or FillReason.DailyLimit or FillReason.FlatTime)) continue;
            int index = Array.FindIndex(points, point => point.BarIndex == fill.BarIndex);
            if (index < 0) continue;
            double x = across.Pixel(fill.BarIndex), y = up.Pixel(points[index].EquityCents / 100.0);
            canvas.Path(Markers.Cross(x, y), "rl-cross", fill.Reason.ToString());
            canvas.Text(x > 640 ? x - 10 : x + 10, y - 8, InWords(fill.Reason), "rl-value", x > 640 ? "end" : "start");
        }
    }

    private static string InWords(FillReason reason) => reason switch
    {
        FillReason.Breach => "drawdown breach",
        FillReason.DailyLimit => "day limit",
        _ => "flat time",
    };
}
