namespace RlTrainer.Data;

/// <summary>How a file writes its times.</summary>
public enum TimeForm
{
    /// <summary>Year, month, day and a clock time, with or without a
    /// UTC offset or Z: 2024-01-02T09:30:00Z, 2024/1/2 09:30.</summary>
    YearFirst,

    /// <summary>Month, day, year and a clock time: 01/02/2024 09:30.</summary>
    MonthFirst,

    /// <summary>Day, month, year and a clock time: 02.01.2024 09:30:00.</summary>
    DayFirst,

    /// <summary>20240102 093000, 20240102093000 or 202401020930.</summary>
    Compact,

    /// <summary>A date with the month's English name: 02-Jan-2024 09:30, Jan 2, 2024 09:30.</summary>
    NamedMonth,

    /// <summary>Seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their digits.</summary>
    Epoch,

    /// <summary>Milliseconds since midnight of the file's date.</summary>
    MillisecondsOfDay,
}
