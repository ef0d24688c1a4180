using NodaTime;
using NodaTime.Text;

namespace RlTrainer.Compliance;

/// <summary>A user's own calendar of events: one event a line, "2026-12-10 14:00, FOMC", New York wall clock; # begins a
/// comment.</summary>
public static class NewsCalendar
{
    private static readonly LocalDateTimePattern Pattern = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    /// <summary>The events of a calendar's text.</summary>
    /// <param name="text">The lines.</param>
    /// <param name="origin">Where it came from, for messages.</param>
    /// <returns>The times of the events, "2026-12-10 14:00", in the order of the text.</returns>
    /// <exception cref="InvalidDataException">A line does not begin with a time, or there is no event; the message names file and
    /// line.</exception>
    public static IReadOnlyList<string> Read(string text, string origin)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(origin);
        var events = new List<string>();
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        for (int line = 0; line < lines.Length; line++)
        {
            string entry = lines[line].Split('#')[0].Trim();
            if (entry.Length == 0) continue;
            string time = entry.Split(',')[0].Trim();
            if (!TryParse(time, out _))
                throw new InvalidDataException(
                    $"{origin}:{line + 1}: found '{time}', expected a New York wall-clock time such as '2026-12-10 14:00', then "
                    + $"a comma and what happens.");
            events.Add(time);
        }
        return events.Count > 0 ? events
            : throw new InvalidDataException($"{origin} holds no event; expected one a line, '2026-12-10 14:00, what happens'.");
    }

    /// <summary>Seconds since 1970-01-01T00:00 of the New York clock.</summary>
    internal static bool TryParse(string text, out long easternSeconds)
    {
        ParseResult<LocalDateTime> parsed = Pattern.Parse(text);
        easternSeconds = parsed.Success ? parsed.Value.InUtc().ToInstant().ToUnixTimeSeconds() : 0;
        return parsed.Success;
    }

    /// <summary>Ascending; what is no time is left to <see cref="NewsBlackout.Faults"/>.</summary>
    internal static long[] Sorted(IReadOnlyList<string> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        var times = new List<long>();
        foreach (string text in events)
            if (TryParse(text, out long time)) times.Add(time);
        times.Sort();
        return [.. times];
    }
}
