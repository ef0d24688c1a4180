namespace RlTrainer.Data;

/// <summary>Severity, expectation and remedy of every <see cref="BarRule"/>.</summary>
public static class BarRules
{
    private const string EditOrReport = "Mend the row, or read with CheckMode.Report, which leaves such rows out and lists them.";
    private const string EditOrRepair = "Mend the row, or read with CheckMode.Repair, which mends it and lists the change.";

    /// <summary>How much breaking the rule matters.</summary>
    /// <param name="rule">A rule of this library.</param>
    /// <returns>Note, warning or error; an error stops a strict reading.</returns>
    public static FindingSeverity SeverityOf(BarRule rule) => rule switch
    {
        BarRule.BlankLine or BarRule.RepeatedRow or BarRule.RollJump or BarRule.AmbiguousTime or BarRule.CalendarSpread
            or BarRule.OtherContract
            or BarRule.UnknownVolume or BarRule.BorrowedCalendar or BarRule.UnfinishedLine or BarRule.SuspectTrade =>
                FindingSeverity.Note,
        BarRule.OffTick or BarRule.OutsideTradingHours or BarRule.GapInSession or BarRule.ZeroVolumeRun or BarRule.PriceSpike
            or BarRule.FlatLine or BarRule.SecondsDisagree or BarRule.SecondsMissing => FindingSeverity.Warning,
        _ => FindingSeverity.Error,
    };

    /// <summary>The rule's name in words, e.g. "duplicate timestamp".</summary>
    /// <param name="rule">A rule of this library.</param>
    /// <returns>Lower-case words for messages and tables.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is no rule.</exception>
    public static string NameOf(BarRule rule) => rule switch
    {
        BarRule.BlankLine => "blank line",
        BarRule.UnparseableRow => "unparseable row",
        BarRule.MissingValue => "missing value",
        BarRule.DuplicateTimestamp => "duplicate timestamp",
        BarRule.RepeatedRow => "repeated row",
        BarRule.OutOfOrder => "out of order",
        BarRule.MixedOffsets => "mixed or missing UTC offset",
        BarRule.NonexistentTime => "nonexistent local time",
        BarRule.AmbiguousTime => "ambiguous local time",
        BarRule.OffMinute => "bar not on a whole minute",
        BarRule.HighBelowLow => "high below low",
        BarRule.OpenOrCloseOutsideRange => "open or close outside low to high",
        BarRule.NonPositivePrice => "non-positive price",
        BarRule.NegativeVolume => "negative volume",
        BarRule.OffTick => "off-tick price",
        BarRule.PriceOffByFactor => "price off by a factor",
        BarRule.OutsideTradingHours => "bar outside trading hours",
        BarRule.CalendarSpread => "calendar spread",
        BarRule.OtherContract => "other contract",
        BarRule.GapInSession => "gap inside a session",
        BarRule.ZeroVolumeRun => "zero-volume run",
        BarRule.PriceSpike => "price spike",
        BarRule.FlatLine => "flat-lined price",
        BarRule.RollJump => "roll jump",
        BarRule.SecondsDisagree => "seconds do not add up to the minute",
        BarRule.SecondsMissing => "seconds missing",
        BarRule.WrongInterval => "wrong bar length",
        BarRule.UnknownVolume => "unknown volume",
        BarRule.BorrowedCalendar => "calendar of another market",
        BarRule.UnfinishedLine => "last line without an end",
        BarRule.SuspectTrade => "suspect trade",
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "No such rule."),
    };

    /// <summary>What a row should be, continuing "expected ".</summary>
    /// <param name="rule">A rule of this library.</param>
    /// <returns>A clause without a full stop.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is no rule.</exception>
    public static string ExpectationOf(BarRule rule) => rule switch
    {
        BarRule.BlankLine => "a row",
        BarRule.UnparseableRow => "a time, four prices and a volume in the columns of the file's format",
        BarRule.MissingValue => "a number in every price column and in the volume column",
        BarRule.DuplicateTimestamp => "one row a time",
        BarRule.RepeatedRow => "each row once",
        BarRule.OutOfOrder => "times in ascending order",
        BarRule.MixedOffsets => "a UTC offset (or Z) on every row or on none",
        BarRule.NonexistentTime => "a time that the zone's clock showed",
        BarRule.AmbiguousTime => "a time that the zone's clock showed once",
        BarRule.OffMinute => "minute bars to start at second 0",
        BarRule.HighBelowLow => "high at or above low",
        BarRule.OpenOrCloseOutsideRange => "open and close between low and high",
        BarRule.NonPositivePrice => "prices above 0",
        BarRule.NegativeVolume => "volume of 0 or more",
        BarRule.OffTick => "prices that are whole ticks",
        BarRule.PriceOffByFactor => "prices within a factor of 5 of the rows before",
        BarRule.OutsideTradingHours => "bars while the exchange trades (SessionCalendar)",
        BarRule.CalendarSpread => "outright contracts only",
        BarRule.OtherContract => "one contract",
        BarRule.GapInSession => $"a bar at least every {SeriesChecks.LongestGapMinutes} minutes of a session",
        BarRule.ZeroVolumeRun => $"fewer than {SeriesChecks.ZeroVolumeBars} bars in a row without volume",
        BarRule.PriceSpike => $"bars within {SeriesChecks.SpikeRanges} usual ranges of their neighbours",
        BarRule.FlatLine => $"fewer than {SeriesChecks.FlatBars} bars in a row at one price",
        BarRule.RollJump => "sessions that open near the last close, in one contract",
        BarRule.SecondsDisagree => "second bars that add up to their minute bar",
        BarRule.SecondsMissing => "second bars for every minute bar",
        BarRule.WrongInterval => "bars of the length asked for",
        BarRule.UnknownVolume => "a volume; an unknown one counts as 0",
        BarRule.BorrowedCalendar => "an instrument that trades when CME equity-index futures do",
        BarRule.UnfinishedLine => "a line end behind the last row",
        BarRule.SuspectTrade => "trades that the vendor does not mark as suspect",
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "No such rule."),
    };

    /// <summary>What to do about it, as a sentence.</summary>
    /// <param name="rule">A rule of this library.</param>
    /// <returns>A sentence that the message of the error ends with.</returns>
    public static string RemedyOf(BarRule rule) => rule switch
    {
        BarRule.DuplicateTimestamp =>
            "Choose the right row, or read with CheckMode.Report or Repair, which keep the first and list the others.",
        BarRule.OutOfOrder or BarRule.HighBelowLow or BarRule.OpenOrCloseOutsideRange or BarRule.NegativeVolume
            or BarRule.PriceOffByFactor => EditOrRepair,
        BarRule.WrongInterval => "Export one-minute bars: training fills, stops and flat times are decided minute by minute.",
        BarRule.UnfinishedLine => "Where the row is whole, add a line end; where the file was cut, download it again.",
        BarRule.SuspectTrade => "Nothing: a bar is made of the other trades.",
        BarRule.MixedOffsets =>
            "Give every row its UTC offset, or read with CheckMode.Report, which leaves such rows out and lists them.",
        _ => EditOrReport,
    };
}
