using System.Text;
using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>Refusals that teach: the commonest reason, the first line, how the row was read, and the option that helps.</summary>
internal static class Refusals
{
    /// <summary>No row of some files became a bar.</summary>
    public static BarDataException NoBar(string names, IReadOnlyList<PartRead> parts)
    {
        PartRead? most = parts.MaxBy(part => part.Log.LeftOutCount);
        BarFinding? reason =
            most?.Log.ToReport("", most.RowsRead, 0).Findings.Where(finding => finding.Treatment == "left out")
                .MaxBy(finding => finding.Count);
        if (most is null || reason is null)
            return new BarDataException(
                $"{names}: none of its rows became a bar: it has no row. Expected rows below the header: export it again, "
                + $"with data.");
        return new BarDataException(
            $"{names}: none of its {parts.Sum(part => part.RowsRead)} rows became a bar. The commonest reason: "
            + $"{BarRules.NameOf(reason.Rule)} ({reason.Count} rows), first at {reason.FirstPlace}: {reason.FirstValue}. "
            + $"Expected {BarRules.ExpectationOf(reason.Rule)}. It was read as {most.Layout.Format}: "
            + $"{FirstBar.Whole(most.Head, most.Layout)}. {Remedy(reason, most.Layout)}");
    }

    /// <summary>No time of the first rows can be read.</summary>
    public static BarDataException NoTime(string name, FileHead head, BarLayout layout)
    {
        string line = head.WholeLines.Skip(layout.HeaderLines).FirstOrDefault(text => text.Length > 0) ?? "";
        string[] fields = TextRow.FieldsOf(line, layout.Separator);
        string time = layout.TimeColumn < fields.Length ? fields[layout.TimeColumn] : line;
        string clock = layout.ClockColumn >= 0 && layout.ClockColumn < fields.Length ? $" {fields[layout.ClockColumn]}" : "";
        byte[] text = Encoding.Latin1.GetBytes(time + clock);
        bool isDate = clock.Length == 0 && DateText.TryParse(text, layout.Time, out _, out int used) && used == text.Length;
        if (TimeForms.IsSpreadsheetSerial(time))
            return new BarDataException(
                $"{name}: its times are a spreadsheet's day numbers ({FindingsLog.Words(text)}), which are rounded. Expected a "
                + $"date and a clock such as 2024-01-02 14:30: in the spreadsheet, format the column as yyyy-mm-dd hh:mm:ss and "
                + $"save it again as CSV.");
        if (TimeForms.IsWeekDate(time))
            return new BarDataException(
                $"{name}: its times are weeks of a year ({FindingsLog.Words(text)}), as ISO 8601 has them. Expected a date and a "
                + $"clock such as 2024-01-02 14:30: write year, month and day (pandas: strftime('%Y-%m-%d %H:%M:%S')).");
        return new BarDataException(isDate
            ? $"{name}: its times are dates without a clock ({FindingsLog.Words(text)}), as daily bars have. Expected one-minute "
                + $"bars: export them with the time of each bar."
            : $"{name}: the time {FindingsLog.Words(text)} cannot be read. Expected a date and a clock such as 2024-01-02 14:30, "
                + $"seconds since 1970, or the same with an offset (-05:00, Z) or the name of a zone (EST, America/New_York): "
                + $"write the times so, or name another column with --columns \"time=…\".");
    }

    /// <summary>Most rows are not on whole minutes.</summary>
    public static BarDataException ShorterBars(string name, long offMinute, long rows) => new(
        $"{name}: wrong bar length: {offMinute} of {rows} rows do not start on a whole minute, as one-second bars or trades do "
        + $"not. Expected one-minute bars. "
        + "Say --aggregate to make minutes of them, or --interval Second to import them as the second file.");

    /// <summary>The file says that its bars are of another length.</summary>
    public static BarDataException OtherInterval(string name, string length, string evidence, BarInterval asked) => new(
        $"{name}: wrong bar length: the file holds {length} bars ({evidence}). Expected "
        + $"{(asked == BarInterval.Minute ? "one-minute" : "one-second")} bars. "
        + (length == "one-second"
            ? "Say --aggregate to make minutes of them, or --interval Second to import them as the second file."
            : length == "one-minute" ? "Leave --interval out to import them as minutes."
                : "Export one-minute bars: training fills, stops and flat times are decided minute by minute."));

    /// <summary>What to say where rows end in the name of an offset that their zone's clock does not show at that time; null
    /// where that is not why they are left out.</summary>
    public static string? OfZoneNames(BarFinding reason, BarLayout layout)
    {
        ZoneMark? mark = layout.ZoneMarks.FirstOrDefault(each =>
            each.OffsetSeconds is not null && reason.FirstValue.Contains(each.Text, StringComparison.Ordinal));
        if (reason.Rule != BarRule.UnparseableRow || mark is not { OffsetSeconds: { } seconds }) return null;
        int hours = seconds / 3_600;
        return $"'{mark.Text}' is UTC{hours:+00;-00}, and the clock of {mark.Zone} shows another offset at that time: say --zone "
            + $"UTC{hours:+00;-00} where {mark.Text} is meant all year, or --zone {mark.Zone} where the digits are that clock's.";
    }

    private static string Remedy(BarFinding reason, BarLayout layout) => OfZoneNames(reason, layout) is { } named ? named
        : reason.Rule switch
        {
            BarRule.UnparseableRow when reason.FirstValue.StartsWith("found ", StringComparison.Ordinal) =>
                "Rows have another number of fields than the header or than each other: mend the export, or name the "
                + "columns with "
                + "--columns.",
            BarRule.UnparseableRow =>
                "If the time or a number is written in a way that is not read, say what differs: --date-order MDY, DMY or YMD; "
                + "--decimal comma; --columns \"time=1,open=2,high=3,low=4,close=5,volume=6\".",
            BarRule.OutsideTradingHours =>
                $"The times were taken as {layout.Zone}, edge {layout.Edge}: if they are another clock's, say --zone and --edge.",
            BarRule.NonPositivePrice => "If the series is back-adjusted below zero, say --back-adjusted.",
            BarRule.MissingValue =>
                "If a column that is empty was taken for a price or the volume, name the right ones with --columns.",
            BarRule.HighBelowLow or BarRule.OpenOrCloseOutsideRange =>
                "If the columns stand in another order, name them: --columns \"open=2,high=3,low=4,close=5\".",
            _ => BarRules.RemedyOf(reason.Rule),
        };
}
