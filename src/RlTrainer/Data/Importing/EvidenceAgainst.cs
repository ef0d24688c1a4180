using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>
/// The calendar against a reading that the file's form suggests and nobody said: where that reading puts bars outside trading
/// hours and another puts none there, nothing is read before somebody answers.
/// </summary>
internal static class EvidenceAgainst
{
    private const int FewestBars = 2, FewestOfADay = 300;
    private const int SecondMinuteOfCash = CashSession.OpenMinute + 1, CloseOfCash = CashSession.CloseMinute;

    /// <summary>Throws where another zone or edge leaves no bar outside trading hours and this one does.</summary>
    /// <param name="part">What was read.</param>
    /// <param name="utcSeconds">[rows] the instants it was read to.</param>
    /// <param name="instrument">What they are of.</param>
    /// <param name="interval">How long each bar lasts.</param>
    /// <exception cref="BarQuestionException">The calendar speaks against the reading.</exception>
    public static void ThrowIfOther(PartRead part, long[] utcSeconds, Instrument instrument, BarInterval interval)
    {
        DetectedLayout found = part.Found;
        bool isZoneOpen = found.SourceOf(FactKind.Zone) is FactSource.Documented or FactSource.Usual, isEdgeOpen = found.SourceOf(FactKind.Edge) is FactSource.Documented or FactSource.Usual;
        if (!CalendarEvidence.Speaks(instrument) || found.Layout.IsTicks || (!isZoneOpen && !isEdgeOpen)) return;
        List<long> local = LocalTimes(found.Layout, utcSeconds, interval);
        if (local.Count < FewestBars) return;
        int edgeSeconds = found.Layout.Edge == BarEdge.End ? (int)interval : 0;
        (int outside, long instants) = CalendarEvidence.Count(local, found.Layout.Zone, edgeSeconds);
        if (outside == 0) return;
        var others = new List<LayoutReading>();
        foreach (string zone in isZoneOpen ? CalendarEvidence.Zones : [found.Layout.Zone])
            foreach (BarEdge edge in isEdgeOpen ? (BarEdge[])[BarEdge.Start, BarEdge.End] : [found.Layout.Edge])
            {
                (int count, long sum) = CalendarEvidence.Count(local, zone, edge == BarEdge.End ? (int)interval : 0);
                if (sum == instants || count > 0) continue;
                string choice = $"{(isZoneOpen ? $"--zone {zone} " : "")}{(isEdgeOpen ? $"--edge {edge}" : "")}".Trim();
                others.Add(new LayoutReading(choice, FirstBar.Time(part.Head, found.Layout with { Zone = zone, Edge = edge })) { Zone = isZoneOpen ? zone : null, Edge = isEdgeOpen ? edge : null, OutsideHours = 0 });
            }
        if (others.Count == 0) return;
        string said = $"{(isZoneOpen ? $"--zone {found.Layout.Zone} " : "")}{(isEdgeOpen ? $"--edge {found.Layout.Edge}" : "")}".Trim();
        others.Add(new LayoutReading(said, FirstBar.Time(part.Head, found.Layout)) { Zone = isZoneOpen ? found.Layout.Zone : null, Edge = isEdgeOpen ? found.Layout.Edge : null, OutsideHours = outside });
        var question = new LayoutQuestion("the reading of its times that the session calendar allows", others) { BarsJudged = local.Count };
        throw new BarQuestionException(
            $"{part.Log.File}: read as {found.Layout.Format} ({string.Join("; ", found.Facts.Where(fact => fact.Kind is FactKind.Zone or FactKind.Edge))}), {outside} of {local.Count} bars lie outside trading hours, and another reading has none there:\n"
            + $"{question.ToTable()}\nNothing was read. Say the right one when importing: rltrainer data import FILE {others[0].Choice}", question);
    }

    /// <summary>Throws where every day runs from 09:31 to 16:00, as the cash session does in files that mark the end of the bar.</summary>
    /// <param name="part">What was read.</param>
    /// <param name="eastern">[bars] New York wall clock, ascending.</param>
    /// <param name="interval">How long each bar lasts.</param>
    /// <exception cref="BarQuestionException">The days look like bars marked at their end.</exception>
    public static void ThrowIfMarkedAtEnd(PartRead part, long[] eastern, BarInterval interval)
    {
        if (interval != BarInterval.Minute || part.Layout.Edge == BarEdge.End || part.Found.SourceOf(FactKind.Edge) is not (FactSource.Documented or FactSource.Usual)) return;
        TradingDay[] days = [.. SessionCalendar.Cut(eastern).Days.Where(day => day.EndBar - day.FirstBar >= FewestOfADay)];
        bool IsShifted(TradingDay day) => eastern[day.FirstBar] / 60 % 1_440 == SecondMinuteOfCash && eastern[day.EndBar - 1] / 60 % 1_440 == CloseOfCash;
        if (days.Length == 0 || !days.All(IsShifted)) return;
        LayoutReading[] readings = [.. ((BarEdge[])[BarEdge.End, BarEdge.Start]).Select(edge => new LayoutReading($"--edge {edge}", FirstBar.Time(part.Head, part.Layout with { Edge = edge })) { Edge = edge })];
        var question = new LayoutQuestion("the edge of the bar that its times mark", readings);
        throw new BarQuestionException(
            $"{part.Log.File}: on {days.Length} of {days.Length} whole days the times run from 09:31 to 16:00 New York, as the cash session does where they mark the end of the bar:\n{question.ToTable()}\nNothing was read. Say the right one when importing: rltrainer data import FILE --edge End", question);
    }

    private static List<long> LocalTimes(BarLayout layout, long[] utcSeconds, BarInterval interval)
    {
        var clock = new ZoneClock(layout.Zone);
        int edge = layout.Edge == BarEdge.End ? (int)interval : 0;
        return [.. utcSeconds.Select(utc => clock.LocalOf(utc + edge))];
    }
}
