using System.Globalization;
using RlTrainer.Compliance;
using RlTrainer.Evaluation;

namespace RlTrainer.Reporting;

/// <summary>
/// The life of a funded account, day by day: its balance before each payout, the drawdown threshold, the day limit, the balance
/// that
/// a payout must leave, qualifying days and payouts.
/// </summary>
public static class FundedChart
{
    private const double Height = 280;

    /// <summary>Draws every day of a life.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="life">What <see cref="FundedLife"/> lived.</param>
    /// <param name="rules">The funded rule set it was lived under.</param>
    /// <returns>The drawing, US dollars by trading day; without days it says that there is nothing to draw.</returns>
    /// <exception cref="ArgumentException">The rule set has no payouts.</exception>
    public static SvgFigure Of(string title, IReadOnlyList<FundedDay> life, RuleSet rules)
    {
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(life);
        ArgumentNullException.ThrowIfNull(rules);
        PayoutRule payouts = rules.Payouts
            ?? throw new ArgumentException($"The rule set '{rules.Name}' has no payouts; expected a funded account's rules.",
                nameof(rules));
        Curve[] curves = [.. CurvesOf(life, rules, payouts)];
        string[] names = [.. curves.Select(curve => curve.Name)];
        double top = 44 + Legend.Height(names), bottom = top + Height;
        var canvas = new SvgCanvas(bottom + 48, title,
            "Balance, limits, qualifying days and payouts of a funded account by trading day, in dollars.");
        Legend.Draw(canvas, names, 46);
        ChartPanel panel = ChartPanel.Wide(canvas, top, bottom);
        if (life.Count == 0)
        {
            canvas.Text(400, (top + bottom) / 2, "Nothing to draw: there was no trading day.", "rl-label", "middle");
            return new SvgFigure(title, canvas.ToString());
        }
        IEnumerable<double> seen = curves.SelectMany(curve => curve.Y).Where(double.IsFinite);
        AxisScale up = panel.Values(seen.Min(), seen.Max(), 7), across = new(0.5, life.Count + 0.5, panel.Left, panel.Right);
        panel.ValueAxis(up, "Balance, $", value => NumberText.Number(value, 0), 7);
        for (int index = curves.Length - 1; index >= 0; index--)
            canvas.Path(curves[index].Path(across, up), "rl-line " + Legend.SeriesClass(index), names[index]);
        for (int index = 0; index < life.Count; index++) DrawDay(canvas, life, index, payouts, across, up);
        panel.Base("Trading days; a dot is a qualifying day, a triangle a payout, a cross the end of the account");
        return new SvgFigure(title, canvas.ToString(), PlotlyLines.Of(title, "Trading day", "Balance, $", curves));
    }

    /// <summary>Balance at the end of a day before its payout, dollars.</summary>
    private static double Before(FundedDay day) => (day.BalanceCents + day.PayoutCents) / 100.0;

    private static IEnumerable<Curve> CurvesOf(IReadOnlyList<FundedDay> life, RuleSet rules, PayoutRule payouts)
    {
        double[] x = [.. life.Select((_, index) => index + 1.0)];
        yield return new Curve("balance before a payout", x, [.. life.Select(Before)]);
        yield return new Curve("drawdown threshold", x, [.. life.Select(day => day.ThresholdCents / 100.0)]);
        if (payouts.SafetyNetCents > 0)
            yield return new Curve("a payout must leave", x, [.. Enumerable.Repeat(payouts.SafetyNetCents / 100.0, x.Length)]);
        if (rules.DailyLoss is { } daily)
            yield return new Curve("day limit", x,
                [.. life.Select(day => (day.BalanceCents + day.PayoutCents - day.ProfitCents - daily.AmountCents) / 100.0)]);
    }

    private static void DrawDay(
        SvgCanvas canvas, IReadOnlyList<FundedDay> life, int index, PayoutRule payouts, AxisScale across, AxisScale up)
    {
        FundedDay day = life[index];
        double x = across.Pixel(index + 1), y = up.Pixel(Before(day));
        bool isCounted = day.TradingDays > (index == 0 || life[index - 1].PayoutCents > 0 ? 0 : life[index - 1].TradingDays);
        if (isCounted && day.ProfitCents >= payouts.QualifyingProfitCents && !day.IsLost)
            canvas.Circle(x, y, 3, "rl-f1", string.Create(CultureInfo.InvariantCulture, $"qualifying day {day.QualifyingDays}"));
        if (day.IsLost) canvas.Path(Markers.Cross(x, y), "rl-cross", "the account is lost");
        if (day.PayoutCents == 0) return;
        canvas.Path(Markers.TriangleDown(x, y - 12), "rl-gain", "payout");
        canvas.Text(x, y - 22, NumberText.Dollars(day.PayoutCents / 100.0), "rl-value", "middle");
    }
}
