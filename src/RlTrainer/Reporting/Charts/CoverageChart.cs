using System.Globalization;
using NodaTime;
using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Reporting;

/// <summary>Which minutes a series has: a calendar of its days, and its months by hour.</summary>
public static class CoverageChart
{
    private const int WeeksPerBlock = 53;
    private const double Left = 52, Top = 74, BlockGap = 40, Whole = 0.995;

    /// <summary>A square a weekday, weeks across: blue where the day is whole, paler where minutes are missing, orange where
    /// none is there.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="coverage">The coverage.</param>
    /// <returns>The drawing, in blocks of weeks.</returns>
    public static SvgFigure Calendar(string title, BarCoverage coverage)
    {
        ArgumentNullException.ThrowIfNull(coverage);
        ArgumentNullException.ThrowIfNull(title);
        Dictionary<LocalDate, DayCoverage> days = coverage.Days.ToDictionary(day => day.Date);
        LocalDate first = DateAdjusters.PreviousOrSame(IsoDayOfWeek.Monday)(coverage.Days[0].Date), last = coverage.Days[^1].Date;
        int weeks = Period.DaysBetween(first, last) / 7 + 1, blocks = (weeks + WeeksPerBlock - 1) / WeeksPerBlock;
        double cell = Math.Min(22, (SvgCanvas.Width - Left - 20) / Math.Min(weeks, WeeksPerBlock)), block = 5 * cell + BlockGap;
        var canvas = new SvgCanvas(Top + blocks * block - BlockGap + 32, title, coverage.ToString());
        DrawKey(canvas);
        for (int week = 0; week < weeks; week++)
        {
            double x = Left + week % WeeksPerBlock * cell, y = Top + week / WeeksPerBlock * block + 16;
            LocalDate monday = first.PlusWeeks(week);
            if (week % WeeksPerBlock == 0) DrawWeekdays(canvas, y, cell);
            if (monday.Day <= 7 && week % WeeksPerBlock < WeeksPerBlock - 1)
                canvas.Text(x, y - 6,
                    monday.ToString(monday.Month == 1 || week == 0 ? "MMM uuuu" : "MMM", CultureInfo.InvariantCulture),
                    "rl-label rl-small");
            for (int weekday = 0; weekday < 5; weekday++)
                if (monday.PlusDays(weekday) is var date && date >= coverage.Days[0].Date && date <= last)
                    DrawDay(canvas, date, days.TryGetValue(date, out DayCoverage? day) ? day : null, x, y + weekday * cell, cell);
        }
        return new SvgFigure(title, canvas.ToString());
    }

    /// <summary>The share of the calendar's minutes that are missing, in percent, by month and by hour of New York in the
    /// order of the trading day.</summary>
    /// <param name="title">What is shown.</param>
    /// <param name="coverage">The coverage.</param>
    /// <returns>The drawing, hours by months.</returns>
    public static SvgFigure MissingByHour(string title, BarCoverage coverage)
    {
        ArgumentNullException.ThrowIfNull(coverage);
        ArgumentNullException.ThrowIfNull(title);
        int[] hours = [.. Enumerable.Range(18, 23).Select(hour => hour % 24)];
        IGrouping<(int, int), DayCoverage>[] months = [.. coverage.Days.GroupBy(day => (day.Date.Year, day.Date.Month))];
        double?[] cells = [.. months.SelectMany(month => hours.Select(hour =>
        {
            double[] shares = [.. month.Select(day => day.ShareByHour[hour]).Where(share => !double.IsNaN(share))];
            return shares.Length == 0 ? (double?)null : Math.Min(0, -100 * (1 - shares.Average()));
        }))];
        string[] rows = [.. months.Select(
            month => string.Create(CultureInfo.InvariantCulture, $"{month.Key.Item1}-{month.Key.Item2:00}"))];
        return HeatMap.Of(title, rows, [.. hours.Select(hour => hour.ToString("00", CultureInfo.InvariantCulture))], cells,
            missing => NumberText.Number(-missing, missing is < 0 and > -9.95 ? 1 : 0));
    }

    private static void DrawDay(SvgCanvas canvas, LocalDate date, DayCoverage? day, double x, double y, double cell)
    {
        string name = date.ToString("ddd uuuu-MM-dd", CultureInfo.InvariantCulture);
        if (day is null)
        {
            canvas.Rectangle(new(x + 1, y + 1, cell - 2, cell - 2), "rl-heat-zero",
                $"{name}: no trading{(HolidayRules.On(date) is { } holiday ? ", " + holiday.Name : "")}", 2);
            return;
        }
        string hint = $"{name}: {day.Present} of {day.Expected} "
            + $"minutes{(SessionCalendar.HoursOf(date) is { IsEarlyClose: true } hours ? ", early close: " + hours.Reason : "")}";
        canvas.Rectangle(new(x + 1, y + 1, cell - 2, cell - 2), day.Present == 0 ? "rl-loss" : "rl-gain", hint, 2,
            day.Present == 0 || day.Share >= Whole ? 0.85 : 0.15 + 0.5 * day.Share);
        if (SessionCalendar.HoursOf(date) is { IsEarlyClose: true })
            canvas.Circle(x + cell / 2, y + cell / 2, Math.Max(1.6, cell / 8), "rl-ground", hint);
    }

    private static void DrawWeekdays(SvgCanvas canvas, double y, double cell)
    {
        foreach ((string name, int weekday) in new[] { ("Mon", 0), ("Wed", 2), ("Fri", 4) })
            canvas.Text(Left - 8, y + (weekday + 0.5) * cell + 4, name, "rl-label rl-small", "end");
    }

    private static void DrawKey(SvgCanvas canvas)
    {
        double x = 16;
        foreach ((string name, string style, double opacity) in new[] { ("whole", "rl-gain", 0.85),
            ("minutes missing", "rl-gain", 0.4), ("no bar at all", "rl-loss", 0.85), ("exchange closed", "rl-heat-zero", 1.0) })
        {
            canvas.Rectangle(new(x, 38, 12, 12), style, corner: 2, opacity: opacity);
            canvas.Text(x + 18, 48, name, "rl-value");
            x += 18 + 6.6 * name.Length + 24;
        }
        canvas.Rectangle(new(x, 38, 12, 12), "rl-gain", corner: 2, opacity: 0.85);
        canvas.Circle(x + 6, 44, 2, "rl-ground");
        canvas.Text(x + 18, 48, "early close", "rl-value");
    }
}
