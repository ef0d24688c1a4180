using System.Globalization;
using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Reporting;

/// <summary>Every account of a walk as a line of its own, from its starting balance to its marked end.</summary>
internal static class LivesChart
{
    private const int MostPoints = 4000;
    private const double Height = 230, Top = 66;

    /// <summary>Draws the accounts' equity at bar closes beside their starting balance.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="bars">The bars that were traded.</param>
    /// <param name="journal">The accounts after every bar; at least one point.</param>
    /// <exception cref="ArgumentException">The journal has no point.</exception>
    public static SvgFigure Of(string title, BarSeries bars, TradingJournal journal)
    {
        if (journal.Equity.Count == 0) throw new ArgumentException(
            "The accounts of an empty walk cannot be drawn; expected at least one processed bar.");
        Curve[] lives = [.. LivesOf(journal)];
        const double bottom = Top + Height;
        var canvas = new SvgCanvas(
            bottom + 48, title, "Equity of every account at bar closes, in dollars, each from a fresh balance; marks show how it "
                + "ended.");
        DrawKey(canvas);
        ChartPanel panel = ChartPanel.Wide(canvas, Top, bottom);
        var across = new AxisScale(0, Math.Max(1, bars.Count - 1), panel.Left, panel.Right);
        AxisScale up = panel.Values(lives.SelectMany(life => life.Y).Min(), lives.SelectMany(life => life.Y).Max(), 7);
        panel.ValueAxis(up, "Equity, $", value => NumberText.Number(value, 0), 7);
        for (int index = 0; index < lives.Length; index++)
            canvas.Path(lives[index].Path(across, up), index % 2 == 0 ? "rl-line rl-thin rl-s1" : "rl-line rl-thin rl-life",
                lives[index].Name);
        foreach (AccountEnd end in journal.Accounts) DrawEnd(
            canvas, end, across.Pixel(end.LastBar), up.Pixel(end.EquityCents / 100.0));
        int step = Math.Max(1, (bars.Days.Count + 7) / 8);
        for (int day = 0; day < bars.Days.Count; day += step)
            panel.Mark(across.Pixel(bars.Days[day].FirstBar),
                bars.Days[day].Date.ToString("d MMM uuuu", CultureInfo.InvariantCulture));
        panel.Base(string.Empty);
        return new SvgFigure(title, canvas.ToString());
    }

    private static IEnumerable<Curve> LivesOf(TradingJournal journal)
    {
        int accounts = Math.Max(1, journal.Accounts.Count);
        foreach (IGrouping<int, EquityPoint> life in journal.Equity.GroupBy(point => point.AccountNumber))
            yield return new Curve(
                $"account {life.Key}", [.. life.Select(point => (double)point.BarIndex)],
                    [.. life.Select(point => point.EquityCents / 100.0)]).Thinned(Math.Max(8, MostPoints / accounts));
    }

    private static void DrawKey(SvgCanvas canvas)
    {
        canvas.Circle(24, 42, 4, "rl-gain");
        canvas.Text(36, 46, "passed", "rl-value");
        canvas.Path(Markers.Cross(104, 42), "rl-cross");
        canvas.Text(116, 46, "breached", "rl-value");
        canvas.Circle(196, 42, 3.5, "rl-axis");
        canvas.Text(208, 46, "ended otherwise", "rl-value");
    }

    private static void DrawEnd(SvgCanvas canvas, AccountEnd end, double x, double y)
    {
        string hint = $"account {end.AccountNumber}: {end.Reason}";
        switch (end.Outcome)
        {
            case AccountOutcome.Passed: canvas.Circle(x, y, 4, "rl-gain", hint); break;
            case AccountOutcome.Breached: canvas.Path(Markers.Cross(x, y), "rl-cross", hint); break;
            default: canvas.Circle(x, y, 3.5, "rl-axis", hint); break;
        }
    }
}
