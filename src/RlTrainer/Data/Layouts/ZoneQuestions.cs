using System.Text;

namespace RlTrainer.Data;

/// <summary>Shows what the first row of a file means in each zone that it may be in.</summary>
internal static class ZoneQuestions
{
    public static LayoutQuestion? Ask(BarLayout layout, FileHead head, params string[] zones)
    {
        string? row = head.Lines.Skip(layout.HasHeader ? 1 : 0).FirstOrDefault(line => line.Length > 0 && line.Split(layout.Separator).Length > layout.LastColumn);
        if (row is null) return null;
        return new LayoutQuestion("the time zone", [.. zones.Select(zone => new LayoutReading($"Zone = {zone}", Meaning(layout, row, zone)))]);
    }

    /// <summary>What a layout makes of a row's time, e.g. "the first bar starts 2011-03-11 16:22 New York".</summary>
    public static string Meaning(BarLayout layout, string row, string zone)
    {
        string[] fields = row.Split(layout.Separator);
        if (fields.Length <= layout.TimeColumn) return "the first row cannot be read";
        byte[] time = Encoding.Latin1.GetBytes(fields[layout.TimeColumn].Trim(' ', '"'));
        byte[] clock = layout.ClockColumn >= 0 && layout.ClockColumn < fields.Length ? Encoding.Latin1.GetBytes(fields[layout.ClockColumn].Trim(' ', '"')) : [];
        if (!new TimestampParser(layout.Time, layout.FileDate).TryParse(time, clock, out ParsedTime parsed)) return "the first row cannot be read";
        new ZoneClock(zone).TryUtcOf(parsed.Seconds, out long utc, out _);
        long eastern = ZoneClock.NewYork().LocalOf(utc);
        return $"the first bar {(layout.Edge == BarEdge.End ? "ends" : "starts")} {SeriesChecks.TextOf(eastern)} New York";
    }
}
