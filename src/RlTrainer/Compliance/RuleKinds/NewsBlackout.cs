using System.Globalization;
using RlTrainer.Values;

namespace RlTrainer.Compliance;

/// <summary>No entry fills near an event of a calendar, e.g. the two minutes before and after a release.</summary>
/// <param name="MinutesBefore">Minutes before an event without entries, at least 0.</param>
/// <param name="MinutesAfter">Minutes after an event without entries, at least 0; the event's own minute always is
/// without.</param>
public sealed record NewsBlackout(int MinutesBefore, int MinutesAfter) : IEntryRule
{
    private readonly long[] _events = [];
    private readonly EquatableList<string> _texts = [];

    /// <summary>New York wall-clock times of the events, "2026-12-10 14:00", in any order; <see cref="NewsCalendar"/> reads them
    /// from a file.</summary>
    public EquatableList<string> EventsEastern
    {
        get => _texts;
        init => (_texts, _events) = (value, NewsCalendar.Sorted(value));
    }

    /// <inheritdoc/>
    public string Name => "news blackout";

    /// <inheritdoc/>
    bool IDefinition.IsBuiltIn => true;

    /// <summary>Looks only at the events beside the moment: two binary searches' worth of work.</summary>
    /// <inheritdoc/>
    public bool Allows(in EntryMoment moment)
    {
        int next = Array.BinarySearch(_events, moment.EasternSeconds);
        if (next >= 0) return false;
        next = ~next;
        bool isBefore = next < _events.Length && _events[next] - moment.EasternSeconds <= MinutesBefore * 60L;
        bool isAfter = next > 0 && moment.EasternSeconds - _events[next - 1] <= MinutesAfter * 60L;
        return !isBefore && !isAfter;
    }

    /// <summary>Reads every event of the calendar again from its text and compares whole minutes.</summary>
    /// <inheritdoc/>
    public bool? Audit(in AuditedEntry entry)
    {
        long fill = entry.FillEasternSeconds;
        int before = MinutesBefore, after = MinutesAfter;
        return !EventsEastern.Any(text => NewsCalendar.TryParse(text, out long at) && fill >= at - before * 60L
            && fill <= at + after * 60L);
    }

    /// <inheritdoc/>
    public IEnumerable<string> Faults()
    {
        if (MinutesBefore < 0) yield return $"News.MinutesBefore was {MinutesBefore}; expected 0 or more (2 is usual).";
        if (MinutesAfter < 0) yield return $"News.MinutesAfter was {MinutesAfter}; expected 0 or more (2 is usual).";
        foreach (string text in EventsEastern)
            if (!NewsCalendar.TryParse(text,
                out _)) yield return $"News.EventsEastern held '{text}'; expected a New York wall-clock time such as '2026-12-10 "
                    + $"14:00'.";
    }

    /// <inheritdoc/>
    public bool Equals(NewsBlackout? other) =>
        other is not null && MinutesBefore == other.MinutesBefore && MinutesAfter == other.MinutesAfter
            && EventsEastern.Equals(other.EventsEastern);

    /// <inheritdoc/>
    public override int GetHashCode() => (MinutesBefore * 397 + MinutesAfter) * 397 + EventsEastern.Count;

    /// <summary>The rule in words.</summary>
    /// <returns>"no entries from 2 min before to 2 min after 12 events".</returns>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"no entries from {MinutesBefore} min before to {MinutesAfter} min after {EventsEastern.Count} events");
}
