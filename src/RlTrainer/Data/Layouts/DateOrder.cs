namespace RlTrainer.Data;

/// <summary>In which order a date's parts stand.</summary>
public enum DateOrder
{
    /// <summary>Year, month, day: 2024-01-02.</summary>
    YearFirst,

    /// <summary>Month, day, year: 01/02/2024 is 2 January.</summary>
    MonthFirst,

    /// <summary>Day, month, year: 02/01/2024 is 2 January.</summary>
    DayFirst,
}
