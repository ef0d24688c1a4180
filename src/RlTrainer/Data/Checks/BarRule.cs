namespace RlTrainer.Data;

/// <summary>The rules that bar data are checked against; <see cref="BarRules"/> has their severity and words.</summary>
public enum BarRule
{
    /// <summary>A line without any text between rows.</summary>
    BlankLine,

    /// <summary>A row whose columns, time or numbers cannot be read.</summary>
    UnparseableRow,

    /// <summary>A row with an empty price or volume.</summary>
    MissingValue,

    /// <summary>A row with the time of an earlier row.</summary>
    DuplicateTimestamp,

    /// <summary>A row that repeats another with the same time and values, as overlapping downloads do.</summary>
    RepeatedRow,

    /// <summary>A row earlier than the row before it.</summary>
    OutOfOrder,

    /// <summary>A row with a UTC offset in a file without, or the reverse.</summary>
    MixedOffsets,

    /// <summary>A local time that daylight saving skipped.</summary>
    NonexistentTime,

    /// <summary>A local time that happened twice.</summary>
    AmbiguousTime,

    /// <summary>A minute bar that does not start on a whole minute.</summary>
    OffMinute,

    /// <summary>High below low.</summary>
    HighBelowLow,

    /// <summary>Open or close outside low to high.</summary>
    OpenOrCloseOutsideRange,

    /// <summary>A price of zero or less.</summary>
    NonPositivePrice,

    /// <summary>Volume below zero.</summary>
    NegativeVolume,

    /// <summary>A price between two ticks.</summary>
    OffTick,

    /// <summary>A price off by a factor, such as 100.</summary>
    PriceOffByFactor,

    /// <summary>A bar when the exchange is closed.</summary>
    OutsideTradingHours,

    /// <summary>A calendar spread's row.</summary>
    CalendarSpread,

    /// <summary>A row of another contract than the one chosen.</summary>
    OtherContract,

    /// <summary>Minutes without a bar inside a trading day.</summary>
    GapInSession,

    /// <summary>Many bars in a row without volume.</summary>
    ZeroVolumeRun,

    /// <summary>A price that jumps away and comes straight back.</summary>
    PriceSpike,

    /// <summary>Many bars in a row at one price.</summary>
    FlatLine,

    /// <summary>A jump between two sessions that may be a change of contract.</summary>
    RollJump,

    /// <summary>A minute bar that its second bars do not add up to.</summary>
    SecondsDisagree,

    /// <summary>A minute bar without second bars, or seconds without a minute bar.</summary>
    SecondsMissing,

    /// <summary>Bars that are not of the length asked for.</summary>
    WrongInterval,

    /// <summary>A volume that the vendor marks as unknown.</summary>
    UnknownVolume,

    /// <summary>A custom instrument, whose days and hours are those of another market.</summary>
    BorrowedCalendar,

    /// <summary>A last line without a line end whose last number may be cut.</summary>
    UnfinishedLine,

    /// <summary>A trade that the vendor marks as suspect.</summary>
    SuspectTrade,
}
