namespace RlTrainer.Data;

/// <summary>Which minutes a series has, drawn with letters: a line a trading day, a letter an hour from 18:00 on.</summary>
internal static class CoveragePicture
{
    private const int HoursOfDay = 24, OpenHour = 18, MostDays = 12;
    private const string Levels = "·▁▂▃▄▅▆▇█";

    /// <summary>The picture; of a long series the first and the last days.</summary>
    public static IEnumerable<string> Lines(BarCoverage coverage)
    {
        yield return "minutes present, by trading day and hour of New York (█ all, · none, blank: closed)";
        yield return "             18  20  22  00  02  04  06  08  10  12  14  16";
        IReadOnlyList<DayCoverage> days = coverage.Days;
        for (int day = 0; day < days.Count; day++)
        {
            if (day == MostDays / 2 && days.Count > MostDays)
            {
                yield return $"  … {days.Count - MostDays} days …";
                day = days.Count - MostDays / 2;
            }
            string hours = string.Concat(
                Enumerable.Range(0, HoursOfDay).Select(hour => Letter(days[day].ShareByHour[(hour + OpenHour) % HoursOfDay]))
                    .Select(letter => $"{letter}{letter}"));
            yield return $"  {days[day].Date:uuuu-MM-dd} {hours} {days[day].Present} of {days[day].Expected}";
        }
        yield return $"  {coverage}";
    }

    private static char Letter(double share) => double.IsNaN(share) ? ' ' : share <= 0 ? Levels[0]
        : Levels[Math.Clamp((int)Math.Ceiling(share * (Levels.Length - 1)), 1, Levels.Length - 1)];
}
