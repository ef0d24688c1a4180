using NodaTime;

namespace RlTrainer.Data;

/// <summary>
/// Refuses files whose rows break the rules so often that the reading must be wrong: columns in another order, a contract or a
/// half of the day that no column tells, a clock that the calendar does not know, day and month swapped.
/// </summary>
internal sealed class RowGuards(ImportOptions options, string names)
{
    private const int FewestToJudge = 20, FewestRuns = 3, LongestRunDays = 2, ShortestMonthDays = 28, LongestMonthDays = 31;
    private static readonly BarRule[] Legal = [BarRule.OtherContract, BarRule.CalendarSpread, BarRule.WrongInterval,
        BarRule.RepeatedRow, BarRule.BlankLine];

    /// <summary>Looks at the rows that were left out of every part.</summary>
    /// <param name="parts">The parts.</param>
    /// <param name="isCustom">The instrument trades at hours of its own, which the calendar does not know.</param>
    /// <exception cref="BarDataException">Too many rows break one rule.</exception>
    public void CheckRows(IEnumerable<PartRead> parts, bool isCustom)
    {
        if (IsAccepted) return;
        foreach (PartRead part in parts.Where(part => part.RowsRead >= FewestToJudge))
        {
            BarFinding[] broken = [.. part.Log.ToReport("", part.RowsRead, 0).Findings.Where(finding =>
                finding.Treatment != "kept" && !Legal.Contains(finding.Rule))];
            long CountOf(params BarRule[] rules) => broken.Where(finding => rules.Contains(finding.Rule)).Sum(finding =>
                finding.Count);
            long unordered = CountOf(BarRule.HighBelowLow, BarRule.OpenOrCloseOutsideRange),
                twice = CountOf(BarRule.DuplicateTimestamp), outside = isCustom ? 0 : CountOf(BarRule.OutsideTradingHours);
            if (unordered * 3 > part.RowsRead)
                throw Refused(part, $"in {unordered} of {part.RowsRead} rows high and low do not enclose open and close, as "
                    + "where the columns stand in another order",
                    "Name them: --columns \"time=1,open=2,high=3,low=4,close=5,volume=6\"");
            if (twice * 10 > part.RowsRead)
                throw Refused(part, $"{twice} of {part.RowsRead} rows have the time of another row and other values, as two "
                    + "contracts in one file have, or hours without AM and PM", "Name the column that tells the contract "
                    + "with --symbol-column, or mend the times");
            if (outside * 20 > part.RowsRead)
                throw Refused(part, $"{outside} of {part.RowsRead} rows lie outside trading hours under zone "
                    + $"{part.Layout.Zone}, edge {part.Layout.Edge}", "Say the clock that the times were written by: --zone");
            long leftOut = broken.Where(finding => finding.Treatment == "left out"
                && !(isCustom && finding.Rule == BarRule.OutsideTradingHours)).Sum(finding => finding.Count);
            if (leftOut * 2 > part.RowsRead)
                throw Refused(part, $"{leftOut} of {part.RowsRead} rows break a rule, most of them: "
                    + $"{BarRules.NameOf(broken.MaxBy(finding => finding.Count)!.Rule)}",
                    (Refusals.OfZoneNames(broken.MaxBy(finding => finding.Count)!, part.Layout)
                        ?? BarRules.RemedyOf(broken.MaxBy(finding => finding.Count)!.Rule)).TrimEnd('.'));
        }
    }

    /// <summary>Dates that lie a month apart, a day or two each: the day was read as the month.</summary>
    /// <param name="utcSeconds">[bars] instants, ascending.</param>
    /// <exception cref="BarDataException">The dates look swapped.</exception>
    public void CheckDates(long[] utcSeconds)
    {
        if (IsAccepted || utcSeconds.Length < FewestToJudge) return;
        var runs = new List<(long First, long Last)>();
        foreach (long utc in utcSeconds)
        {
            long day = utc / 86_400;
            if (runs.Count > 0 && day <= runs[^1].Last + 1) runs[^1] = (runs[^1].First, day);
            else runs.Add((day, day));
        }
        if (runs.Count < FewestRuns || runs.Any(run => run.Last - run.First >= LongestRunDays)) return;
        for (int run = 1; run < runs.Count; run++)
            if (runs[run].First - runs[run - 1].First is < ShortestMonthDays - 1 or > LongestMonthDays + 1) return;
        string days = string.Join(", ",
            runs.Take(4).Select(run => $"{LocalDate.FromDateTime(DateTime.UnixEpoch).PlusDays((int)run.First):uuuu-MM-dd}"));
        throw new BarDataException($"{names}: its {runs.Count} days lie a month apart "
            + $"({days}{(runs.Count > 4 ? ", …" : "")}), as where the day was read as the month. Expected days in a row: say "
            + "--date-order, write the dates as yyyy-MM-dd, or say --accept rows where the days are right. Nothing was "
            + "written.");
    }

    private bool IsAccepted => options.Accept.Contains("rows", StringComparer.OrdinalIgnoreCase);

    private static BarDataException Refused(PartRead part, string found, string remedy)
    {
        BarFinding first = part.Log.ToReport("", part.RowsRead, 0).Findings.Where(finding => finding.Treatment != "kept"
            && !Legal.Contains(finding.Rule)).MaxBy(finding => finding.Count)!;
        return new BarDataException(
            $"{part.Log.File}: {found}. First at {first.FirstPlace}: {first.FirstValue}. It was read as "
                + $"{part.Layout.Format}: {FirstBar.Whole(part.Head, part.Layout)}. {remedy}; or say --accept rows to leave "
                + "such rows out. Nothing was written.");
    }
}
