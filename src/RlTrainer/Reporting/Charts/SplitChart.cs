using System.Globalization;
using NodaTime;
using RlTrainer.Data;

namespace RlTrainer.Reporting;

/// <summary>Which days train, validate, test or rest: a line a fold, days across.</summary>
public static class SplitChart
{
    private const int MostFolds = 40;
    private const double Left = 84, Top = 70, RowHeight = 20, Right = 20;

    /// <summary>Draws the folds of a plan; of more than forty the first forty, and says so.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="dates">The dates of its days; null to count days.</param>
    /// <returns>The drawing, a line a fold.</returns>
    public static SvgFigure Of(SplitPlan plan, IReadOnlyList<LocalDate>? dates = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        SplitFold[] folds = [.. plan.Folds.Take(MostFolds)];
        string title = plan.Folds.Count > MostFolds ? $"{plan.Name} (the first {MostFolds} of {plan.Folds.Count} folds)"
            : plan.Name;
        var canvas = new SvgCanvas(
            Top + folds.Length * RowHeight + 36, title, $"{plan.Folds.Count} folds of {plan.DayCount} days.");
        DrawKey(canvas, ("train", "rl-f1", 0.55), ("test", "rl-f2", 1), ("left out beside the test days", "rl-loss", 0.75));
        for (int row = 0; row < folds.Length; row++)
        {
            double y = Top + row * RowHeight;
            canvas.Text(Left - 8, y + 14, $"fold {folds[row].Number}", "rl-label rl-small", "end");
            DrawDays(canvas, folds[row].TrainDays, plan.DayCount, y,
                new("rl-f1", 0.55, $"fold {folds[row].Number} trains"), dates);
            DrawDays(canvas, folds[row].TestDays, plan.DayCount, y, new("rl-f2", 1, $"fold {folds[row].Number} tests"), dates);
            DrawDays(canvas, folds[row].PurgedDays, plan.DayCount, y,
                new("rl-loss", 0.75, $"fold {folds[row].Number} leaves out"), dates);
        }
        DrawAxis(canvas, Top + folds.Length * RowHeight, plan.DayCount, dates);
        return new SvgFigure(title, canvas.ToString());
    }

    /// <summary>Draws a split in order of time on one line.</summary>
    /// <param name="split">Training, validation and test days.</param>
    /// <returns>The drawing, with embargo days and fragments marked.</returns>
    public static SvgFigure Of(DaySplit split)
    {
        ArgumentNullException.ThrowIfNull(split);
        LocalDate[] train = [.. split.Train.Days.Select(day => day.Date)],
            validation = [.. split.Validation.Days.Select(day => day.Date)], test = [.. split.Test.Days.Select(day => day.Date)];
        List<LocalDate> dates =
            [.. train.Concat(validation).Concat(test).Concat(split.EmbargoDays).Concat(split.Fragments).Distinct().Order()];
        const string Title = "Days to learn from, to choose by, to judge by";
        var canvas = new SvgCanvas(Top + 1.6 * RowHeight + 36, Title, split.Description);
        string validationName = split.TestIsValidation ? "validation and test" : "validation";
        DrawKey(canvas, ("train", "rl-f1", 0.55), (validationName, "rl-f3", 0.9), ("test", "rl-f2", 1),
            ("embargo", "rl-loss", 0.75), ("fragment", "rl-heat-zero", 1));
        foreach ((LocalDate[] days, string style, double opacity, string name) in new[]
            { (train, "rl-f1", 0.55, "train"), (validation, "rl-f3", 0.9, validationName),
                (split.TestIsValidation ? [] : test, "rl-f2", 1.0, "test"), ([.. split.EmbargoDays], "rl-loss", 0.75, "embargo"),
                ([.. split.Fragments], "rl-heat-zero", 1.0, "fragment") })
            DrawDays(canvas, [.. days.Select(date => dates.BinarySearch(date))], dates.Count, Top,
                new(style, opacity, $"{name}, {days.Length} days", Rows: 1.6), dates);
        DrawAxis(canvas, Top + 1.6 * RowHeight, dates.Count, dates);
        return new SvgFigure(Title, canvas.ToString());
    }

    /// <summary>Neighbouring days as one rectangle.</summary>
    private static void DrawDays(
        SvgCanvas canvas, IReadOnlyList<int> days, int count, double y, in DayMark mark, IReadOnlyList<LocalDate>? dates)
    {
        double width = (SvgCanvas.Width - Left - Right) / count;
        for (int first = 0, end; first < days.Count; first = end)
        {
            for (end = first + 1; end < days.Count && days[end] == days[end - 1] + 1;) end++;
            string hint = $"{mark.What}: {Name(days[first], dates)} to {Name(days[end - 1], dates)}";
            canvas.Rectangle(new(
                Left + days[first] * width, y + 3, Math.Max(1, (days[end - 1] - days[first] + 1) * width - (width > 4 ? 1 : 0)),
                mark.Rows * RowHeight - 6), mark.Style, hint, opacity: mark.Opacity);
        }
    }

    private static void DrawAxis(SvgCanvas canvas, double y, int count, IReadOnlyList<LocalDate>? dates)
    {
        double width = (SvgCanvas.Width - Left - Right) / count;
        canvas.Line(Left, y + 2, SvgCanvas.Width - Right, y + 2, "rl-axis");
        for (int mark = 0; mark <= 4; mark++)
        {
            int day = mark * (count - 1) / 4;
            canvas.Text(Left + (day + 0.5) * width, y + 20, Name(day, dates), "rl-label rl-small", mark == 0 ? "start"
                : mark == 4 ? "end" : "middle");
        }
    }

    private static void DrawKey(SvgCanvas canvas, params ReadOnlySpan<(string Name, string Style, double Opacity)> entries)
    {
        double x = 16;
        foreach ((string name, string style, double opacity) in entries)
        {
            canvas.Rectangle(new(x, 38, 12, 12), style, corner: 2, opacity: opacity);
            canvas.Text(x + 18, 48, name, "rl-value");
            x += 18 + 6.6 * name.Length + 24;
        }
    }

    private static string Name(int day, IReadOnlyList<LocalDate>? dates) =>
        dates is null ? string.Create(CultureInfo.InvariantCulture, $"day {day + 1}")
            : dates[day].ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>How some days are drawn.</summary>
    /// <param name="Style">Class of the style sheet.</param>
    /// <param name="Opacity">Of the colour, in (0, 1].</param>
    /// <param name="What">Begins the hint.</param>
    /// <param name="Rows">Height in rows.</param>
    private readonly record struct DayMark(string Style, double Opacity, string What, double Rows = 1);
}
