using System.Globalization;
using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Reporting;

/// <summary>
/// Prices of one trading day as candles with what the policy did: entries, exits, held time, stop and target lines with
/// every move. Candles gather minutes where a day would not fit; the figure says so.
/// </summary>
public static class DayChart
{
    private const int MostCandles = 180, Context = 45;
    private const double Top = 68, Bottom = 400;
    private static readonly int[] CandleSizes = [1, 2, 3, 5, 10, 15, 30, 60];

    /// <summary>Draws the part of a day in which the journal traded,
    /// with 45 bars around it; the whole day without trades.</summary>
    /// <param name="bars">The bars.</param>
    /// <param name="journal">What the policy did on them.</param>
    /// <param name="day">Index of the trading day.</param>
    /// <returns>The drawing: candles with entries, exits, stops and targets.</returns>
    public static SvgFigure Of(BarSeries bars, TradingJournal journal, int day)
    {
        ArgumentNullException.ThrowIfNull(bars);
        ArgumentNullException.ThrowIfNull(journal);
        TradingDay on = bars.Days[day];
        Trade[] trades = [.. journal.Trades.Where(trade => trade.EntryBar >= on.FirstBar && trade.EntryBar < on.EndBar)];
        int first = trades.Length == 0 ? on.FirstBar : Math.Max(on.FirstBar, trades.Min(trade => trade.EntryBar) - Context);
        int end = trades.Length == 0 ? on.EndBar : Math.Min(on.EndBar, trades.Max(trade => trade.ExitBar) + Context + 1);
        int size = CandleSizes.FirstOrDefault(candidate => (end - first) <= candidate * MostCandles, CandleSizes[^1]);
        double net = trades.Sum(trade => trade.NetCents) / 100.0;
        string date = on.Date.ToString("ddd d MMM uuuu", CultureInfo.InvariantCulture);
        string title = $"{bars.Instrument.Symbol}, {date}: {trades.Length} {(trades.Length == 1 ? "trade" : "trades")}, "
            + $"{NumberText.Dollars(net)}";
        var canvas = new SvgCanvas(
            Bottom + 48, title, $"Candles of {size} minute(s) with entries, exits, stop and target lines.");
        ChartPanel panel = ChartPanel.Wide(canvas, Top, Bottom);
        EquityPoint[] held =
            [.. journal.Equity.Where(point => point.Side != Side.Flat && point.BarIndex >= first && point.BarIndex < end)];
        AxisScale up = PriceScale(panel, bars, held, first, end), across = new(first, end, panel.Left, panel.Right);
        double tickSize = (double)bars.Instrument.TickSize;
        int decimals = up.Ticks(7).All(tick => Math.Abs(tick * tickSize - Math.Round(tick * tickSize)) < 1e-9) ? 0 : 2;
        panel.ValueAxis(up, "Price, points", value => NumberText.Number(value * tickSize, decimals), 7);
        DrawHeld(panel, trades, across, first);
        DrawCandles(canvas, bars, (first, end, size), across, up);
        DrawLevels(canvas, held, across, up);
        foreach (Trade trade in trades) DrawTrade(canvas, trade, across, up, bars.Instrument);
        BarClock.Draw(panel, bars, first, end, across);
        DrawKey(canvas);
        panel.Base($"Eastern time; one candle is {size} {(size == 1 ? "minute" : "minutes")}");
        return new SvgFigure(title, canvas.ToString());
    }

    private static AxisScale PriceScale(ChartPanel panel, BarSeries bars, EquityPoint[] held, int first, int end)
    {
        int low = int.MaxValue, high = int.MinValue;
        for (int bar = first; bar < end; bar++)
            (low, high) = (Math.Min(low, bars.LowTicks[bar]), Math.Max(high, bars.HighTicks[bar]));
        foreach (EquityPoint point in held)
        {
            if (point.StopTicks > 0) (low, high) = (Math.Min(low, point.StopTicks), Math.Max(high, point.StopTicks));
            if (point.TargetTicks > 0) (low, high) = (Math.Min(low, point.TargetTicks), Math.Max(high, point.TargetTicks));
        }
        return panel.Values(low, high, 7);
    }

    private static void DrawHeld(ChartPanel panel, Trade[] trades, AxisScale across, int first)
    {
        foreach (Trade trade in trades)
            panel.Canvas.Rectangle(
                new(across.Pixel(Math.Max(first, trade.EntryBar)), panel.Top,
                    across.Pixel(trade.ExitBar + 1) - across.Pixel(trade.EntryBar), panel.Bottom - panel.Top), "rl-hold");
    }

    private static void DrawCandles(
        SvgCanvas canvas, BarSeries bars, (int First, int End, int Size) drawn, AxisScale across, AxisScale up)
    {
        (int first, int end, int size) = drawn;
        double width = Math.Max(1, (across.Pixel(size) - across.Pixel(0)) * 0.66);
        for (int start = first; start < end; start += size)
        {
            int last = Math.Min(end, start + size) - 1, low = bars.LowTicks[start], high = bars.HighTicks[start];
            for (int bar = start + 1; bar <= last; bar++)
                (low, high) = (Math.Min(low, bars.LowTicks[bar]), Math.Max(high, bars.HighTicks[bar]));
            int open = bars.OpenTicks[start], close = bars.CloseTicks[last];
            double x = across.Pixel(start + (last - start + 1) / 2.0), top = up.Pixel(Math.Max(open, close)),
                bottom = up.Pixel(Math.Min(open, close));
            string direction = close >= open ? "up" : "down";
            canvas.Line(x, up.Pixel(high), x, up.Pixel(low), "rl-wick-" + direction);
            canvas.Rectangle(new(x - width / 2, top, width, Math.Max(1, bottom - top)), "rl-candle-" + direction);
        }
    }

    /// <summary>Stop and target as steps: one level a bar, broken where the position ends.</summary>
    private static void DrawLevels(SvgCanvas canvas, EquityPoint[] held, AxisScale across, AxisScale up)
    {
        foreach ((string style, Func<EquityPoint, int> level) in new (
            string, Func<EquityPoint, int>)[] { ("rl-stop", point => point.StopTicks),
            ("rl-target", point => point.TargetTicks) })
        {
            var path = new System.Text.StringBuilder();
            for (int index = 0; index < held.Length; index++)
            {
                EquityPoint at = held[index];
                if (level(at) <= 0) continue;
                bool goesOn = index > 0 && held[index - 1].BarIndex == at.BarIndex - 1 && held[index - 1].Side == at.Side;
                path.Append(goesOn ? 'L' : 'M').Append(SvgCanvas.Plain(across.Pixel(at.BarIndex))).Append(' ')
                    .Append(SvgCanvas.Plain(up.Pixel(level(at))))
                    .Append('H').Append(SvgCanvas.Plain(across.Pixel(at.BarIndex + 1)));
            }
            if (path.Length > 0) canvas.Path(path.ToString(), style);
        }
    }

    private static void DrawTrade(SvgCanvas canvas, Trade trade, AxisScale across, AxisScale up, Instrument instrument)
    {
        double x = across.Pixel(trade.EntryBar + 0.5), y = up.Pixel(trade.EntryPriceTicks),
            exitX = across.Pixel(trade.ExitBar + 0.5), exitY = up.Pixel(trade.ExitPriceTicks);
        bool isLong = trade.Side == Side.Long, isGain = trade.NetCents > 0;
        canvas.Line(x, y, exitX, exitY, isGain ? "rl-gain-line" : "rl-loss-line");
        string entryHint = $"{trade.Side} {trade.Contracts}{(trade.IsMicro ? $" {instrument.Micro}" : "")} at "
            + $"{NumberText.Number((double)instrument.PriceOf(trade.EntryPriceTicks))}";
        canvas.Path(isLong ? Markers.TriangleUp(x, y) : Markers.TriangleDown(x, y), "rl-entry", entryHint);
        string exitHint = $"{trade.ExitReason} at {NumberText.Number(trade.ExitPriceTicks * (double)instrument.TickSize)}: "
            + $"{NumberText.Dollars(trade.NetCents / 100.0)}";
        if (isGain) canvas.Circle(exitX, exitY, 5, "rl-gain rl-mark", exitHint);
        else canvas.Path(Markers.Cross(exitX, exitY), "rl-cross", exitHint);
    }

    private static void DrawKey(SvgCanvas canvas)
    {
        const double Y = 48;
        canvas.Path(Markers.TriangleUp(24, Y - 4, 5), "rl-entry");
        canvas.Text(34, Y, "long entry", "rl-value");
        canvas.Path(Markers.TriangleDown(116, Y - 4, 5), "rl-entry");
        canvas.Text(126, Y, "short entry", "rl-value");
        canvas.Circle(212, Y - 4, 5, "rl-gain rl-mark");
        canvas.Text(222, Y, "exit with profit", "rl-value");
        canvas.Path(Markers.Cross(332, Y - 4), "rl-cross");
        canvas.Text(342, Y, "exit with loss", "rl-value");
        canvas.Line(440, Y - 4, 466, Y - 4, "rl-stop");
        canvas.Text(472, Y, "stop", "rl-value");
        canvas.Line(520, Y - 4, 546, Y - 4, "rl-target");
        canvas.Text(552, Y, "target", "rl-value");
        canvas.Rectangle(new(612, Y - 11, 22, 13), "rl-hold");
        canvas.Text(640, Y, "position held", "rl-value");
    }
}
