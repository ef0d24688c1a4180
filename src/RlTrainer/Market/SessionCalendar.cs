using NodaTime;

namespace RlTrainer.Market;

/// <summary>
/// When CME equity-index futures trade, by rule and without a network: 18:00 of the evening before to 17:00 New York,
/// Monday to Friday, with holidays, early closes and two older eras.
/// </summary>
/// <remarks>
/// Eras: trading ran to 17:15 until 2015-09-18 and had a halt from 16:15 to 16:30 until 2021-06-25 (CME Group notices).
/// Before 2012-11-19 the exchange opened the next trade date at 16:30; these years are kept as 18:00 to 17:15.
/// It holds for every series, custom instruments included: the programmes' rules (flat time, day limits, early closes) are
/// stated in its days, and an account that trades two instruments needs one. Bars of another market outside these hours
/// (a stock's evening, gold in the halt of the index futures) are left out and listed, and a finding names the calendar.
/// Times are seconds of the New York wall clock since 1970-01-01T00:00 of that clock; the clock moves on Sunday mornings
/// only, when the market is closed.
/// </remarks>
public static class SessionCalendar
{
    private const long DaySeconds = 86_400, HourSeconds = 3_600, MinuteSeconds = 60;
    private const long OpenClock = 18 * HourSeconds;
    private const long HaltStart = 16 * HourSeconds + 15 * MinuteSeconds, HaltEnd = 16 * HourSeconds + 30 * MinuteSeconds;
    private static readonly LocalDate Epoch = new(1970, 1, 1);

    /// <summary>The calendar in words, for findings and reports.</summary>
    public const string Name = "the calendar of CME equity-index futures";

    /// <summary>First trade date that closes at 17:00 instead of 17:15.</summary>
    public static readonly LocalDate FirstCloseAtFive = new(2015, 9, 21);

    /// <summary>First trade date without the halt from 16:15 to 16:30.</summary>
    public static readonly LocalDate FirstWithoutHalt = new(2021, 6, 28);

    /// <summary>The hours of a trading day, or null on a weekend or a holiday without trading.</summary>
    /// <param name="date">The date a trading day closes on.</param>
    /// <returns>Open, close and halt in seconds of the New York wall clock, or null.</returns>
    public static SessionHours? HoursOf(LocalDate date)
    {
        if (date.DayOfWeek > IsoDayOfWeek.Friday) return null;
        ExchangeHoliday? holiday = HolidayRules.On(date);
        if (holiday is { Close: null }) return null;
        long midnight = EasternSecondsOf(date);
        long usualClose = midnight + 17 * HourSeconds + (date < FirstCloseAtFive ? 15 * MinuteSeconds : 0);
        long close = holiday is { Close: LocalTime early } ? midnight + early.TickOfDay / NodaConstants.TicksPerSecond
            : usualClose;
        bool hasHalt = date < FirstWithoutHalt && close > midnight + HaltEnd;
        return new SessionHours(
            date, midnight - DaySeconds + OpenClock, close, usualClose,
            hasHalt ? midnight + HaltStart : close, hasHalt ? midnight + HaltEnd : close, holiday?.Name ?? "");
    }

    /// <summary>True when the date is the close date of a trading day, full or shortened.</summary>
    /// <param name="date">A date of New York.</param>
    /// <returns>False on weekends and on holidays without trading.</returns>
    public static bool IsTradingDay(LocalDate date) => HoursOf(date) is not null;

    /// <summary>
    /// The date that a time is filed under: from 18:00 on, that of the next day. It is a trading day only where
    /// <see cref="HoursOf"/> says so; weekends and holidays are not.
    /// </summary>
    /// <param name="easternSeconds">New York wall clock, seconds since 1970-01-01 00:00 on that clock.</param>
    /// <returns>The date of the close that would follow.</returns>
    public static LocalDate DateOf(long easternSeconds) =>
        Epoch.PlusDays((int)Math.DivRem(easternSeconds + DaySeconds - OpenClock, DaySeconds, out long rest) - (rest < 0 ? 1 : 0));

    /// <summary>When a trading day opens, New York wall clock.</summary>
    /// <param name="date">The date a trading day closes on.</param>
    /// <returns>Seconds since 1970-01-01 00:00 on that clock; usually 18:00 of the day before.</returns>
    /// <exception cref="ArgumentException">The date does not trade.</exception>
    public static long OpenOf(LocalDate date) => Required(date).OpenEasternSeconds;

    /// <summary>When a trading day closes, early closes included, New York wall clock.</summary>
    /// <param name="date">The date a trading day closes on.</param>
    /// <returns>Seconds since 1970-01-01 00:00 on that clock.</returns>
    /// <exception cref="ArgumentException">The date does not trade.</exception>
    public static long CloseOf(LocalDate date) => Required(date).CloseEasternSeconds;

    /// <summary>True when a bar may start at this time.</summary>
    /// <param name="easternSeconds">New York wall clock, seconds since 1970-01-01 00:00 on that clock.</param>
    /// <returns>False in halts, after the close, on weekends and on holidays.</returns>
    public static bool IsOpen(long easternSeconds) => HoursOf(DateOf(easternSeconds)) is { } hours
        && hours.Contains(easternSeconds);

    /// <summary>The next trading day strictly after a date.</summary>
    /// <param name="date">Any date.</param>
    /// <returns>At most a few days later.</returns>
    public static LocalDate NextTradingDay(LocalDate date)
    {
        do date = date.PlusDays(1);
        while (!IsTradingDay(date));
        return date;
    }

    /// <summary>Midnight at the start of a date, New York wall clock.</summary>
    /// <param name="date">Any date.</param>
    /// <returns>Seconds since 1970-01-01 00:00 on that clock.</returns>
    public static long EasternSecondsOf(LocalDate date) => Period.DaysBetween(Epoch, date) * DaySeconds;

    /// <summary>
    /// Cuts times into trading days: every day covers the bars filed under its date. Bars the calendar does not know as
    /// trading time are listed by index; a caller that wants only trading time leaves them out and cuts again.
    /// </summary>
    /// <param name="easternSeconds">[bars] ascending, New York wall clock.</param>
    /// <returns>The days in order, and the indices of bars outside trading time.</returns>
    internal static SessionCut Cut(ReadOnlySpan<long> easternSeconds)
    {
        var days = new List<TradingDay>();
        var outside = new List<int>();
        int first = 0;
        while (first < easternSeconds.Length)
        {
            LocalDate date = DateOf(easternSeconds[first]);
            long filedFrom = EasternSecondsOf(date) - DaySeconds + OpenClock, filedTo = filedFrom + DaySeconds;
            SessionHours? hours = HoursOf(date);
            int end = first;
            for (; end < easternSeconds.Length && easternSeconds[end] < filedTo; end++)
                if (hours is not { } open || !open.Contains(easternSeconds[end]))
                    outside.Add(end);
            days.Add(hours is { } known
                ? new TradingDay(date, first, end, known.OpenEasternSeconds, known.CloseEasternSeconds, known.IsEarlyClose)
                : new TradingDay(date, first, end, filedFrom, filedTo, false));
            first = end;
        }
        return new SessionCut(days, outside);
    }

    private static SessionHours Required(LocalDate date) => HoursOf(date) ?? throw new ArgumentException(
        $"{date:uuuu-MM-dd} is not a trading day ({(HolidayRules.On(date) is { } holiday ? holiday.Name : "a weekend")}); "
        + $"expected a date on which SessionCalendar.IsTradingDay is true.");
}
