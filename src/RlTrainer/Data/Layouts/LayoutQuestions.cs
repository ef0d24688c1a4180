using System.Text;
using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>Readings of what a file leaves open: what the first row
/// means under each, and how many bars the calendar rejects.</summary>
internal static class LayoutQuestions
{
    /// <summary>The question in full words.</summary>
    public static string Text(string name, DetectedLayout found, LayoutQuestion question)
    {
        string counted = question.BarsJudged > 0
            ? " (the session calendar counts the bars that a reading puts outside trading "
                + $"hours{(question.FilesJudged > 1 ? $", in {question.FilesJudged} files of this form together" : "")})" : "";
        bool isElsewhere = question.BarsJudged > 0
            && question.Readings.All(reading => reading is { Zone: not null, OutsideHours: > 0 });
        string advice = isElsewhere
            ? "Each of them puts bars outside, so the file's clock is probably another: name it, by the tz database or as an "
                + "offset, "
                + "and the edge, e.g. --zone Asia/Kolkata --edge Start or --zone UTC+08 --edge End."
            : question.Recommended is { } only
            ? $"Add {only.Choice} to take the only reading without one, or --accept-evidence; any other needs its options."
            : "Name the right one when importing, for example: " + $"rltrainer data import FILE {question.Readings[0].Choice}";
        return $"{name}: its text is {found.Layout.Format}'s, but {question.Fact} "
            + $"{(question.Fact.Contains(" and ", StringComparison.Ordinal) ? "are" : "is")} not in it. Possible "
            + $"readings{counted}:\n{question.ToTable()}\n{advice}";
    }

    /// <summary>The layout under a reading.</summary>
    public static DetectedLayout Answer(DetectedLayout found, LayoutReading reading, FactSource source, string because)
    {
        BarLayout layout = found.Layout;
        if (reading.Zone is { } zone)
            found = found.With(FactKind.Zone, zone, source, because) with { Layout = layout = layout with { Zone = zone } };
        if (reading.Edge is { } edge)
            found = found.With(FactKind.Edge, edge.ToString(), source,
                because) with
            { Layout = layout = layout with { Edge = edge } };
        if (reading.DateOrder is { } order)
            found = found.With(FactKind.DateOrder, TimeForms.WordsOf(order), source,
                because) with
            { Layout = layout = layout with { Time = TimeForms.FormOf(order) } };
        if (reading.Decimal is { } sign)
            found = found.With(FactKind.Decimal, sign == ',' ? "comma" : "point", source,
                because) with
            { Layout = layout with { Decimal = sign } };
        if (reading.Format is { } format)
            found = found.With(FactKind.Format, format, source, because) with { Layout = layout with { Format = format } };
        return found with { Question = null };
    }

    /// <summary>The order that a form of times has.</summary>
    public static DateOrder OrderOf(TimeForm form) => form switch
    {
        TimeForm.MonthFirst => DateOrder.MonthFirst,
        TimeForm.DayFirst => DateOrder.DayFirst,
        _ => DateOrder.YearFirst,
    };

    /// <summary>A question that the calendar has nothing to say about:
    /// a decimal sign, or the date of times from midnight.</summary>
    public static LayoutQuestion OfText(DetectedLayout found, FileHead head)
    {
        FileFact open = found.Facts.First(
            fact => fact.Source == FactSource.Open && fact.Kind is FactKind.Decimal or FactKind.Format);
        if (open.Kind == FactKind.Decimal)
            return new LayoutQuestion("the decimal sign",
            [
                new("--decimal point", FirstBar.Words(head, found.Layout with { Decimal = '.' })) { Decimal = '.' },
                new("--decimal comma", FirstBar.Words(head, found.Layout with { Decimal = ',' })) { Decimal = ',' },
            ]);
        return new LayoutQuestion("the date (times count from midnight, and the file's name has no yyyyMMdd)",
            [new("--date 2013-10-07", "for example"), new("rename the file", "20131007_es_minute_trade.csv is Lean's own form")]);
    }

    /// <summary>Every combination of the open facts, the likeliest first; those that come to the same instants once.</summary>
    public static LayoutQuestion Weighed(
        DetectedLayout found, FileHead head, Dictionary<TimeForm, TimeScan> scans, TimeForm[] forms,
        (Instrument? Instrument, BarInterval Interval) asked)
    {
        bool isFormat = found.SourceOf(FactKind.Format) == FactSource.Open, isOrder = forms.Length > 1;
        string[] zones = found.SourceOf(FactKind.Zone) == FactSource.Open ? CalendarEvidence.Zones : [found.Layout.Zone];
        BarEdge[] edges = found.SourceOf(FactKind.Edge) == FactSource.Open || isFormat ? [BarEdge.Start, BarEdge.End]
            : [found.Layout.Edge];
        bool speaks = CalendarEvidence.Speaks(asked.Instrument);
        var readings = new List<(LayoutReading Reading, long Instants, int Order)>();
        foreach ((TimeForm form, string zone, BarEdge edge) in
            from form in forms from zone in zones from edge in edges select (form, zone, edge))
        {
            BarLayout layout = found.Layout with { Time = form, Zone = zone, Edge = edge };
            (int outside, long instants) =
                CalendarEvidence.Count(scans[form].Local, zone, edge == BarEdge.End ? (int)asked.Interval : 0);
            if (readings.Any(known => known.Instants == instants)) continue;
            var reading = new LayoutReading(
                Choice(zones.Length > 1 ? zone : null, edges.Length > 1 ? edge : null, isOrder ? OrderOf(form) : null, found),
                FirstBar.Time(head, layout))
            {
                Zone = zones.Length > 1 ? zone : null,
                Edge = edges.Length > 1 ? edge : null,
                DateOrder = isOrder ? OrderOf(form) : null,
                OutsideHours = speaks ? outside : null,
                Format = isFormat ? (zone == "UTC-05" && edge == BarEdge.Start ? "HistData" : "NinjaTrader") : null,
            };
            readings.Add((reading, instants, readings.Count));
        }
        return new LayoutQuestion(
            Asked(isZone: zones.Length > 1, isEdge: edges.Length > 1, isOrder),
            [.. readings.OrderBy(each => speaks ? each.Reading.OutsideHours : 0).ThenBy(each => each.Order)
                .Select(each => each.Reading)])
        {
            BarsJudged = speaks ? scans.Values.Max(scan => scan.Local.Count) : 0,
            FilesJudged = scans.Values.Max(scan => scan.Files),
        };
    }

    private static string Asked(bool isZone, bool isEdge, bool isOrder) => string.Join(" and ", new[]
    {
        isZone ? "the time zone" : "", isEdge ? "the edge of the bar that its times mark" : "",
        isOrder ? "the order of day and month" : "",
    }.Where(fact => fact.Length > 0));

    private static string Choice(string? zone, BarEdge? edge, DateOrder? order, DetectedLayout found)
    {
        var words = new StringBuilder();
        if (zone is not null) words.Append("--zone ").Append(zone);
        if (edge is not null) words.Append(words.Length > 0 ? " " : "").Append("--edge ").Append(edge);
        if (order is { } known)
            words.Append(words.Length > 0 ? " " : "").Append("--date-order ")
                .Append(known switch { DateOrder.MonthFirst => "MDY", DateOrder.DayFirst => "DMY", _ => "YMD" });
        return words.Length > 0 ? words.ToString() : $"--format {found.Layout.Format}";
    }
}
