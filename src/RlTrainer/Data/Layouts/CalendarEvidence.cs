using NodaTime;
using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>
/// The session calendar as a witness: under the right zone and edge no bar lies outside trading hours, and under a wrong one
/// some do, as soon as a file holds an evening, a break or a weekend.
/// </summary>
internal static class CalendarEvidence
{
    /// <summary>Zones that index-futures files are written in.</summary>
    public static readonly string[] Zones =
        ["America/New_York", "America/Chicago", "UTC", "UTC-05", "Europe/London", "Europe/Berlin", "Europe/Athens", "UTC+02",
            "UTC+03"];

    /// <summary>Counts the bars outside trading hours under one reading.</summary>
    /// <param name="local">[rows] seconds of the file's own clock.</param>
    /// <param name="zone">The zone of that clock.</param>
    /// <param name="edgeSeconds">What is subtracted to get the bar's start.</param>
    /// <returns>The count, and a sum by which readings that come to the same instants are told.</returns>
    public static (int Outside, long Instants) Count(IReadOnlyList<long> local, string zone, int edgeSeconds)
    {
        var clock = new ZoneClock(zone);
        var eastern = ZoneClock.NewYork();
        int outside = 0;
        long sum = 0, from = 1, to = 0;
        SessionHours? hours = null;
        foreach (long time in local)
        {
            if (clock.TryUtcOf(time, out long utc, out _) == 0)
            {
                outside++;
                continue;
            }
            long start = utc - edgeSeconds, newYork = eastern.LocalOf(start);
            sum = unchecked(sum * 31 + start);
            if (newYork < from || newYork >= to)
            {
                LocalDate date = SessionCalendar.DateOf(newYork);
                hours = SessionCalendar.HoursOf(date);
                from = SessionCalendar.EasternSecondsOf(date) - 6 * 3_600;
                to = from + 86_400;
            }
            if (hours is not { } open || !open.Contains(newYork)) outside++;
        }
        return (outside, sum);
    }

    /// <summary>True where the calendar is the instrument's own.</summary>
    public static bool Speaks(Instrument? instrument) => instrument is { IsCustom: false };
}
