using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>
/// The calendar against a reading that the file's form suggests and nobody said: where that reading puts bars outside trading
/// hours and another puts none there, nothing is read before somebody answers.
/// </summary>
internal static class EvidenceAgainst
{
    private const int FewestBars = 2, FewestOfADay = 300, StrayShare = 200, FewestOutside = 10;
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
        if (!CalendarEvidence.Speaks(instrument) || found.Layout.IsTicks || utcSeconds.Length < FewestBars) return;
        List<long> local = LocalTimes(found.Layout, utcSeconds, interval);
        (int outside, long instants) = CalendarEvidence.Count(local, found.Layout.Zone, EdgeSeconds(found.Layout.Edge, interval));
        bool isZoneOpen = IsZoneOpen(part, outside, local.Count),
            isEdgeOpen = found.SourceOf(FactKind.Edge) is FactSource.Documented or FactSource.Usual;
        if (outside == 0 || (!isZoneOpen && !isEdgeOpen)) return;
        var others = new List<LayoutReading>();
        foreach (string zone in isZoneOpen
            ? [.. CalendarEvidence.Zones, .. found.Layout.ZoneMarks.SelectMany(mark => ColumnAliases.OthersNamed(mark.Text))]
            : (string[])[found.Layout.Zone])
            foreach (BarEdge edge in isEdgeOpen ? (BarEdge[])[BarEdge.Start, BarEdge.End] : [found.Layout.Edge])
            {
                (int count, long sum) = CalendarEvidence.Count(local, zone, EdgeSeconds(edge, interval));
                if (sum != instants && count == 0) others.Add(Reading(part, isZoneOpen ? zone : null, isEdgeOpen ? edge
                    : null, 0));
            }
        if (others.Count == 0) return;
        others.Add(Reading(part, isZoneOpen ? found.Layout.Zone : null, isEdgeOpen ? found.Layout.Edge : null, outside));
        var question = new LayoutQuestion("the reading of its times that the session calendar allows",
            others)
        { BarsJudged = local.Count };
        throw new BarQuestionException(
            $"{part.Log.File}: read as {found.Layout.Format} "
            + $"({string.Join("; ", found.Facts.Where(fact => fact.Kind is FactKind.Zone or FactKind.Edge))}), {outside} of "
            + $"{local.Count} bars lie outside trading hours, and another reading has none there:\n"
            + $"{question.ToTable()}\nNothing was read. Say the right one when importing: rltrainer data import FILE "
                + $"{others[0].Choice}", question);
    }

    /// <summary>A zone that somebody said is not doubted. One that the file states is, where more than a stray bar is outside:
    /// a clock's digits are often labelled UTC by mistake.</summary>
    private static bool IsZoneOpen(PartRead part, int outside, int bars)
    {
        if (part.Found.SourceOf(FactKind.Zone) is FactSource.Documented or FactSource.Usual) return true;
        if (part.Found.SourceOf(FactKind.Zone) != FactSource.Stated || outside < FewestOutside
            || outside * StrayShare < bars) return false;
        return !part.Layout.HasOffsets
            || FirstBar.Time(part.Head, part.Layout) == FirstBar.Time(part.Head,
            part.Layout with { IgnoresOffsets = true, Zone = "UTC" });
    }

    private static LayoutReading Reading(PartRead part, string? zone, BarEdge? edge, int outside)
    {
        bool isOverruled = zone is not null && zone != "UTC" && part.Layout.HasOffsets;
        string? said = zone is null ? null : $"--zone {zone}", also = edge is null ? null : $"--edge {edge}";
        string choice = string.Join(' ', ((string?[])[said, also, isOverruled ? "--accept zone" : null]).OfType<string>());
        BarLayout layout = part.Layout with
        {
            Zone = zone ?? part.Layout.Zone,
            Edge = edge ?? part.Layout.Edge,
            IgnoresOffsets = isOverruled
        };
        return new LayoutReading(choice, FirstBar.Time(part.Head, layout))
        {
            Zone = zone,
            Edge = edge,
            OutsideHours = outside,
            OverrulesOffsets = isOverruled
        };
    }

    private static int EdgeSeconds(BarEdge edge, BarInterval interval) => edge == BarEdge.End ? (int)interval : 0;

    /// <summary>Throws where every day runs from 09:31 to 16:00, as the cash session does in files that mark the end of the
    /// bar.</summary>
    /// <param name="part">What was read.</param>
    /// <param name="eastern">[bars] New York wall clock, ascending.</param>
    /// <param name="interval">How long each bar lasts.</param>
    /// <exception cref="BarQuestionException">The days look like bars marked at their end.</exception>
    public static void ThrowIfMarkedAtEnd(PartRead part, long[] eastern, BarInterval interval)
    {
        if (interval != BarInterval.Minute || part.Layout.Edge == BarEdge.End
            || part.Found.SourceOf(FactKind.Edge) is not (FactSource.Documented or FactSource.Usual)) return;
        TradingDay[] days = [.. SessionCalendar.Cut(eastern).Days.Where(day => day.EndBar - day.FirstBar >= FewestOfADay)];
        bool IsShifted(TradingDay day) => eastern[day.FirstBar] / 60 % 1_440 == SecondMinuteOfCash
            && eastern[day.EndBar - 1] / 60 % 1_440 == CloseOfCash;
        if (days.Length == 0 || !days.All(IsShifted)) return;
        LayoutReading[] readings = [.. ((BarEdge[])[BarEdge.End, BarEdge.Start]).Select(edge =>
            new LayoutReading($"--edge {edge}", FirstBar.Time(part.Head, part.Layout with { Edge = edge })) { Edge = edge })];
        var question = new LayoutQuestion("the edge of the bar that its times mark", readings);
        throw new BarQuestionException(
            $"{part.Log.File}: on {days.Length} of {days.Length} whole days the times run from 09:31 to 16:00 New York, as "
                + $"the cash session does where they mark the end of the bar:\n{question.ToTable()}\nNothing was read. Say "
                + "the right one when importing: rltrainer data import FILE --edge End", question);
    }

    private static List<long> LocalTimes(BarLayout layout, long[] utcSeconds, BarInterval interval)
    {
        var clock = new ZoneClock(layout.Zone);
        int edge = layout.Edge == BarEdge.End ? (int)interval : 0;
        return [.. utcSeconds.Select(utc => clock.LocalOf(utc + edge))];
    }
}
