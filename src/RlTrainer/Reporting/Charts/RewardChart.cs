using RlTrainer.Environments;

namespace RlTrainer.Reporting;

/// <summary>What each step paid and for what: the reward's terms
/// stacked, gains above zero and costs below, with their sum.</summary>
public static class RewardChart
{
    private const double Height = 250;

    /// <summary>Draws the terms that paid anything, the largest first;
    /// beyond the colours there are, the smallest are gathered.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="steps">The steps, in order.</param>
    /// <returns>The drawing, one stack a step.</returns>
    public static SvgFigure Of(string title, IReadOnlyList<HandStep> steps)
    {
        ArgumentNullException.ThrowIfNull(steps);
        ArgumentNullException.ThrowIfNull(title);
        (string Name, double[] Values)[] series = SeriesOf(steps);
        string[] names = [.. series.Select(one => one.Name)];
        double top = 44 + Legend.Height(names), bottom = top + Height;
        var canvas = new SvgCanvas(bottom + 48, title, $"Reward of each step, stacked by term: {string.Join(", ", names)}.");
        ChartPanel panel = ChartPanel.Wide(canvas, top, bottom);
        if (series.Length == 0)
        {
            canvas.Text(400, (top + bottom) / 2, "Nothing was paid: every reward is 0.", "rl-label", "middle");
            return new SvgFigure(title, canvas.ToString());
        }
        Legend.DrawFilled(canvas, names, 46);
        double[] gains = new double[steps.Count], costs = new double[steps.Count];
        foreach ((_, double[] values) in series)
            for (int step = 0; step < steps.Count; step++)
            {
                gains[step] += Math.Max(0, values[step]);
                costs[step] += Math.Min(0, values[step]);
            }
        AxisScale up = panel.Values(costs.Min(), gains.Max()), across = new(0, steps.Count, panel.Left, panel.Right);
        panel.ValueAxis(up, "Reward of the step", value => NumberText.Number(value, up.Decimals()));
        DrawStacks(canvas, series, steps.Count, across, up);
        canvas.Line(panel.Left, up.Pixel(0), panel.Right, up.Pixel(0), "rl-axis");
        foreach (double tick in across.Ticks(8)) panel.Mark(across.Pixel(tick), NumberText.Number(tick, 0));
        panel.Base("Step; sums over the steps stand beside the names");
        return new SvgFigure(title, canvas.ToString());
    }

    private static (string, double[])[] SeriesOf(IReadOnlyList<HandStep> steps)
    {
        var series = new List<(string Name, double[] Values)>();
        for (int term = 0; term < (steps.Count == 0 ? 0 : steps[0].Terms.Count); term++)
            series.Add((InWords(steps[0].Terms[term].Key), [.. steps.Select(step => (double)step.Terms[term].Value)]));
        series = [.. series.Where(one => one.Values.Any(value => value != 0)).OrderByDescending(one => one.Values.Sum(Math.Abs))];
        if (series.Count > FigureStyle.SeriesCount)
        {
            double[] rest = [.. Enumerable.Range(0, steps.Count)
                .Select(step => series.Skip(FigureStyle.SeriesCount - 1).Sum(one => one.Values[step]))];
            string names = string.Join(", ", series.Skip(FigureStyle.SeriesCount - 1).Select(one => one.Name));
            series = [.. series.Take(FigureStyle.SeriesCount - 1), (names, rest)];
        }
        return [.. series.Select(one => ($"{one.Name} {NumberText.Number(one.Values.Sum(), 3)}", one.Values))];
    }

    private static void DrawStacks(
        SvgCanvas canvas, (string Name, double[] Values)[] series, int steps, AxisScale across, AxisScale up)
    {
        double width = Math.Max(1, (across.Pixel(1) - across.Pixel(0)) * 0.8);
        for (int step = 0; step < steps; step++)
        {
            double above = 0, below = 0;
            for (int index = 0; index < series.Length; index++)
            {
                double value = series[index].Values[step];
                if (value == 0) continue;
                double from = value > 0 ? above : below, to = from + value;
                (above, below) = value > 0 ? (to, below) : (above, to);
                double y = Math.Min(up.Pixel(from), up.Pixel(to));
                canvas.Rectangle(
                    new(across.Pixel(step) + width * 0.1, y, width, Math.Max(0.6, Math.Abs(up.Pixel(to) - up.Pixel(from)))),
                    Legend.FillClass(index),
                    $"step {step}: {series[index].Name.Split(' ')[0]} {NumberText.Number(value, 4)}");
            }
        }
    }

    /// <summary>"RiskAdjustedReturn" as "risk adjusted return".</summary>
    private static string InWords(string term) =>
        string.Concat(term.Select(
            (letter, index) => char.IsUpper(letter) ? (index > 0 ? " " : "") + char.ToLowerInvariant(letter)
                : letter.ToString()));
}
