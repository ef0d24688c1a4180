using NodaTime;

namespace RlTrainer.Market;

/// <summary>
/// The holidays of CME equity-index futures, computed from the date alone. Years follow the rules in force; the dates no
/// rule gives are the short list <see cref="Exceptions"/>, each with its source.
/// </summary>
public static class HolidayRules
{
    private static readonly LocalTime BeforeTheBell = new(9, 15), CashOpen = CashSession.Open, HalfDay = new(13, 0),
        LateMorning = new(11, 30), HalfDayAfternoon = new(13, 15);

    /// <summary>Trade date from which holiday trading stops at 13:00; before it at 11:30 (the table of QuantConnect/Lean
    /// changes here).</summary>
    public static readonly LocalDate FirstHolidayAtOne = new(2014, 5, 1);

    /// <summary>Dates that no rule gives.</summary>
    /// <remarks>
    /// 2012-10-29 and 30: hurricane Sandy (closed in QuantConnect/Lean market-hours-database.json, Future-cme-[*]).
    /// 2018-12-05: national day of mourning for George H. W. Bush (closed in the same table).
    /// 2025-01-09: national day of mourning for Jimmy Carter (press release of CME Group of 30 December 2024, reprinted by
    /// Mondo Visione: US equity products open until 08:30 Chicago).
    ///
    /// Three days that the rules give are missing in that table: 2023-07-03 (an index CFD that follows CME, Dukascopy's hourly
    /// US500: ticks in 14 minutes of the hour from 13:00 New York, then none until the evening of the 4th), 2024-07-03 (DTN's
    /// exchange schedule for 4 July 2024: equities close early at 12:15 Chicago) and 2024-11-29 (no notice found: the New York
    /// stock exchange closed at 13:00, and the table has 13:15 on this day of all other years). data/README.md lists them.
    /// </remarks>
    public static IReadOnlyList<ExchangeHoliday> Exceptions { get; } =
    [
        new(new LocalDate(2012, 10, 29), "hurricane Sandy", null),
        new(new LocalDate(2012, 10, 30), "hurricane Sandy", null),
        new(new LocalDate(2018, 12, 5), "day of mourning for George H. W. Bush", null),
        new(new LocalDate(2025, 1, 9), "day of mourning for Jimmy Carter", CashOpen),
    ];

    /// <summary>The holiday on a date, or null on a usual day.</summary>
    /// <param name="date">A date of New York.</param>
    /// <returns>Its name and its early close (null: no trading at all), or null.</returns>
    public static ExchangeHoliday? On(LocalDate date)
    {
        foreach (ExchangeHoliday exception in Exceptions)
            if (exception.Date == date)
                return exception;
        return Closed(date) ?? MondayHoliday(date) ?? FixedHoliday(date) ?? DayBesideHoliday(date);
    }

    /// <summary>Easter Sunday of a year (the anonymous Gregorian algorithm; Meeus, Astronomical Algorithms, chapter 8).</summary>
    /// <param name="year">A year of the Gregorian calendar, from 1583.</param>
    /// <returns>The Sunday's date.</returns>
    public static LocalDate Easter(int year)
    {
        int a = year % 19, b = year / 100, c = year % 100;
        int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
        int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
        int m = (a + 11 * d + 22 * e) / 451;
        int monthAndDay = d + e - 7 * m + 114;
        return new LocalDate(year, monthAndDay / 31, monthAndDay % 31 + 1);
    }

    /// <summary>New Year's Day, Christmas Day and Good Friday do not trade; Good Friday trades to 09:15 on the first Friday
    /// of a month, the day of the jobs report.</summary>
    private static ExchangeHoliday? Closed(LocalDate date)
    {
        if (date == Observed(new LocalDate(date.Year, 1, 1), saturdayOnFriday: false))
            return new(date, "New Year's Day", null);
        if (date == Observed(new LocalDate(date.Year, 12, 25), saturdayOnFriday: true))
            return new(date, "Christmas Day", null);
        if (date == Easter(date.Year).PlusDays(-2))
            return new(date, "Good Friday", date.Day <= 7 ? BeforeTheBell : null);
        return null;
    }

    private static ExchangeHoliday? MondayHoliday(LocalDate date)
    {
        if (date.DayOfWeek != IsoDayOfWeek.Monday) return null;
        int week = (date.Day - 1) / 7 + 1;
        return date.Month switch
        {
            1 when week == 3 => Half(date, "Martin Luther King Day"),
            2 when week == 3 => Half(date, "Presidents' Day"),
            5 when date.Day > 24 => Half(date, "Memorial Day"),
            9 when week == 1 => Half(date, "Labor Day"),
            _ => null,
        };
    }

    private static ExchangeHoliday? FixedHoliday(LocalDate date)
    {
        if (date == Observed(new LocalDate(date.Year, 7, 4), saturdayOnFriday: true))
            return Half(date, "Independence Day");
        if (date.Year >= 2022 && date == Observed(new LocalDate(date.Year, 6, 19), saturdayOnFriday: true))
            return Half(date, "Juneteenth");
        return date == Thanksgiving(date.Year) ? Half(date, "Thanksgiving Day") : null;
    }

    /// <summary>The shortened days before Independence Day, after Thanksgiving and before Christmas.</summary>
    private static ExchangeHoliday? DayBesideHoliday(LocalDate date)
    {
        bool isWeekday = date.DayOfWeek < IsoDayOfWeek.Saturday;
        if (date is { Month: 7, Day: 3 } && date.DayOfWeek < IsoDayOfWeek.Friday)
            return new(date, "day before Independence Day", HalfDayAfternoon);
        if (date is { Month: 12, Day: 24 } && isWeekday)
            return new(date, "Christmas Eve", HalfDayAfternoon);
        return date == Thanksgiving(date.Year).PlusDays(1) ? new(date, "day after Thanksgiving", HalfDayAfternoon) : null;
    }

    private static ExchangeHoliday Half(LocalDate date, string name) =>
        new(date, name, date < FirstHolidayAtOne ? LateMorning : HalfDay);

    private static LocalDate Thanksgiving(int year) => LocalDate.FromYearMonthWeekAndDay(year, 11, 4, IsoDayOfWeek.Thursday);

    private static LocalDate Observed(LocalDate holiday, bool saturdayOnFriday) => holiday.DayOfWeek switch
    {
        IsoDayOfWeek.Saturday when saturdayOnFriday => holiday.PlusDays(-1),
        IsoDayOfWeek.Sunday => holiday.PlusDays(1),
        _ => holiday,
    };
}
