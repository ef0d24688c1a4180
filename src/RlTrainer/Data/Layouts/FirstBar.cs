using System.Globalization;
using System.Text;

namespace RlTrainer.Data;

/// <summary>The first row of a file as a layout understands it, in words.</summary>
internal static class FirstBar
{
    /// <summary>When the first bar is, e.g. "the first bar starts 2011-03-11 16:22:00 New York".</summary>
    public static string Time(FileHead head, BarLayout layout)
    {
        if (TimeOf(head, layout) is not { } utc) return "the first row cannot be read";
        return $"the first bar {(layout.Edge == BarEdge.End ? "ends" : "starts")} "
            + $"{SeriesChecks.TextOf(ZoneClock.NewYork().LocalOf(utc))} New York";
    }

    /// <summary>There are first rows, and none of them has a time that can be read.</summary>
    public static bool HasNoTime(FileHead head, BarLayout layout) => RowsOf(head, layout).Any() && TimeOf(head, layout) is null;

    /// <summary>The first row's text with its prices as they are understood.</summary>
    public static string Words(FileHead head, BarLayout layout)
    {
        string? line = RowsOf(head, layout).FirstOrDefault();
        if (line is null) return "there is no row";
        string[] fields = TextRow.FieldsOf(line, layout.Separator);
        string Price(int column) =>
            column >= 0 && column < fields.Length
                && HumanNumber.TryParse(Encoding.Latin1.GetBytes(fields[column]), layout.Decimal, out double price)
                    ? (price * layout.PriceScale).ToString("0.#######", CultureInfo.InvariantCulture) : "unreadable";
        return $"the first bar opens at {Price(layout.OpenColumn)}, high {Price(layout.HighColumn)}, low "
            + $"{Price(layout.LowColumn)}, close {Price(layout.CloseColumn)}, volume "
            + $"{(layout.VolumeColumn < 0 ? "0" : Price(layout.VolumeColumn))}";
    }

    /// <summary>Both, with the row as it stands in the file.</summary>
    public static string Whole(FileHead head, BarLayout layout)
    {
        string? line = RowsOf(head, layout).FirstOrDefault();
        return line is null ? "there is no row"
            : $"{FindingsLog.Words(Encoding.Latin1.GetBytes(line))} was read as: "
                + $"{Time(head, layout)}{Words(head, layout)["the first bar".Length..].Insert(0, ";")}";
    }

    private static long? TimeOf(FileHead head, BarLayout layout)
    {
        var parser = new TimestampParser(
            layout.Time, layout.FileDate, layout.ZoneMarks.Count == 0 ? null
                : new ZoneMarks(layout.ZoneMarks, layout.ZoneMarks[0].Zone != layout.Zone), layout.IgnoresOffsets);
        foreach (string line in RowsOf(head, layout))
        {
            string[] fields = TextRow.FieldsOf(line, layout.Separator);
            if (fields.Length <= Math.Max(layout.TimeColumn, layout.ClockColumn)) continue;
            byte[] clock = layout.ClockColumn >= 0 ? Encoding.Latin1.GetBytes(fields[layout.ClockColumn]) : [];
            if (!parser.TryParse(Encoding.Latin1.GetBytes(fields[layout.TimeColumn]), clock, out ParsedTime time)) continue;
            if (time.IsUtc) return time.Seconds;
            if (new ZoneClock(layout.Zone).TryUtcOf(time.Seconds, out long utc, out _) > 0) return utc;
        }
        return null;
    }

    private static IEnumerable<string> RowsOf(FileHead head, BarLayout layout)
    {
        if (!layout.IsJson) return head.WholeLines.Skip(layout.HeaderLines).Where(line => line.Length > 0);
        byte[] row = new byte[1024];
        return JsonRows.RowsOf(head, layout.IsJsonText)
            .Select(line => JsonRows.TryFlatten(Encoding.Latin1.GetBytes(line), row, out int length)
                ? Encoding.Latin1.GetString(row, 0, length) : "").Where(line => line.Length > 0);
    }
}
