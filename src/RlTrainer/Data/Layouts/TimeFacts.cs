using System.Text;

namespace RlTrainer.Data;

/// <summary>What the times of a file's first rows tell: how they are written, their zone, the order of their dates.</summary>
internal static class TimeFacts
{
    /// <summary>The layout with the form, the zone marks and the order that the examples tell.</summary>
    /// <param name="found">What is known so far.</param>
    /// <param name="dates">The examples: times, or dates where the clock stands apart.</param>
    /// <param name="clocks">The clock times, where they stand apart; empty otherwise.</param>
    public static DetectedLayout Read(DetectedLayout found, IReadOnlyList<string> dates, IReadOnlyList<string> clocks)
    {
        TimeForm form = TimeForms.OfMost(dates);
        BarLayout layout = found.Layout with { Time = form };
        string[] times = clocks.Count > 0 ? [.. clocks] : [.. dates];
        found = found with { Layout = layout };
        if (form == TimeForm.Epoch)
            return found.With(FactKind.Zone, "UTC", FactSource.Stated,
                "times are counted since 1970 in UTC") with
            { Layout = layout with { Zone = "UTC", HasOffsets = true } };
        ZoneMark[] marks = [.. times.Select(TimeForms.ZoneNameIn).OfType<string>().Distinct().Select(ColumnAliases.MarkOf)
            .OfType<ZoneMark>()];
        if (marks.Length > 0)
        {
            string zone = marks[0].Zone;
            found = found with { Layout = layout with { ZoneMarks = marks, Zone = zone } };
            found = found.With(FactKind.Zone, zone, FactSource.Stated,
                $"the times end in {string.Join(" and ", marks.Select(mark => $"'{mark.Text}'"))}");
        }
        else if (TimeForms.MostHaveOffset(times))
            found = found.With(FactKind.Zone, "UTC", FactSource.Stated,
                "the times carry their UTC offset") with
            { Layout = layout with { Zone = "UTC", HasOffsets = true } };
        return Ordered(found, dates);
    }

    /// <summary>The newest row stands first: most steps between the first rows go back in time.</summary>
    public static bool IsDescending(BarLayout layout, IReadOnlyList<string> dates, IReadOnlyList<string> clocks)
    {
        var parser = new TimestampParser(
            layout.Time, layout.FileDate, layout.ZoneMarks.Count == 0 ? null
                : new ZoneMarks(layout.ZoneMarks, isOverruled: true));
        int back = 0, ahead = 0;
        long? last = null;
        for (int row = 0; row < dates.Count; row++)
        {
            byte[] clock = row < clocks.Count ? Encoding.Latin1.GetBytes(clocks[row]) : [];
            if (!parser.TryParse(Encoding.Latin1.GetBytes(dates[row]), clock, out ParsedTime time)) continue;
            if (last is { } before && time.Seconds != before) _ = time.Seconds < before ? back++ : ahead++;
            last = time.Seconds;
        }
        return back > 0 && back > 9 * ahead;
    }

    private static DetectedLayout Ordered(DetectedLayout found, IReadOnlyList<string> dates)
    {
        IReadOnlyList<DateOrder> orders = TimeForms.OrdersOf(dates);
        if (orders.Count == 0) return found;
        DateOrder first = orders[0];
        found = found with { Layout = found.Layout with { Time = TimeForms.FormOf(first) } };
        return orders.Count == 1
            ? found.With(FactKind.DateOrder, TimeForms.WordsOf(first), FactSource.Evidence,
                $"'{dates.FirstOrDefault(date => date.Length > 0)}' and the rows after it are dates in this order only")
            : found.With(FactKind.DateOrder, "open", FactSource.Open,
                $"'{dates.FirstOrDefault(date => date.Length > 0)}' is a date "
                + $"{string.Join(" and ", orders.Select(TimeForms.WordsOf))}");
    }
}
