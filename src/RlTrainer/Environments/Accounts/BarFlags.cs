namespace RlTrainer.Environments;

/// <summary>What the clock and the calendar say about a bar.</summary>
[Flags]
internal enum BarFlags : ushort
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The last bar before flat time: nothing may stay open after it.</summary>
    Last = 1,

    /// <summary>A daily reset lies between the bar before and this one.</summary>
    ResetBefore = 2,

    /// <summary>An entry may fill at this bar's open.</summary>
    MayFillEntry = 4,

    /// <summary>An entry may be decided at this bar's close: the next minute may fill it.</summary>
    MayDecideEntry = 8,

    /// <summary>A daily reset lies between this bar and the next minute.</summary>
    ResetNext = 16,

    /// <summary>A daily reset lies ahead in this trading day.</summary>
    ResetAhead = 32,

    /// <summary>The ATR is invalid: distances are the fallback of 1 % of the price.</summary>
    AtrFallback = 64,

    /// <summary>The last bar of a day as the rules count days: every <see cref="Last"/>, but for a half day that belongs to
    /// the next.</summary>
    EndsDay = 128,

    /// <summary>The market was closed before this bar: it is the first of
    /// its trading day or the first after the afternoon halt.</summary>
    AfterBreak = 256,
}
