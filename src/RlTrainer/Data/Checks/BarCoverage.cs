using NodaTime;
using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>Which minutes of the calendar a series of minute bars has: a row for every trading day between its first and
/// last, for a heat map.</summary>
/// <param name="Days">Every trading day of the calendar, ascending; days without any bar included.</param>
public sealed record BarCoverage(IReadOnlyList<DayCoverage> Days)
{
    /// <summary>Trading days without any bar.</summary>
    public IReadOnlyList<LocalDate> MissingDays => [.. Days.Where(day => day.Present == 0).Select(day => day.Date)];

    /// <summary>The coverage of a series.</summary>
    /// <param name="minutes">Minute bars; their first and last trading day bound the calendar.</param>
    /// <returns>One entry a day on which the calendar trades, in order of time.</returns>
    public static BarCoverage Of(BarSeries minutes)
    {
        ArgumentNullException.ThrowIfNull(minutes);
        var days = new List<DayCoverage>();
        int next = 0;
        for (LocalDate date = minutes.Days[0].Date; date <= minutes.Days[^1].Date; date = date.PlusDays(1))
        {
            if (SessionCalendar.HoursOf(date) is not { } hours) continue;
            while (next < minutes.Days.Count && minutes.Days[next].Date < date) next++;
            TradingDay? day = next < minutes.Days.Count && minutes.Days[next].Date == date ? minutes.Days[next] : null;
            days.Add(DayOf(minutes, day, hours));
        }
        return new BarCoverage(days);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Days.Sum(day => day.Present)} of {Days.Sum(day => day.Expected)} minutes on {Days.Count} trading days; "
        + $"{MissingDays.Count} days without a bar";

    private static DayCoverage DayOf(BarSeries minutes, TradingDay? day, SessionHours hours)
    {
        int[] expected = new int[24], present = new int[24];
        for (long time = hours.OpenEasternSeconds; time < hours.CloseEasternSeconds; time += 60)
            if (hours.Contains(time))
                expected[time / 3_600 % 24]++;
        if (day is { } known)
            for (int bar = known.FirstBar; bar < known.EndBar; bar++) present[minutes.EasternSeconds[bar] / 3_600 % 24]++;
        double[] shares = [.. expected.Select((count, hour) => count == 0 ? double.NaN : present[hour] / (double)count)];
        return new DayCoverage(hours.Date, expected.Sum(), present.Sum(), shares);
    }
}
