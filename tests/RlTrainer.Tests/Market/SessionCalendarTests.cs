using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using RlTrainer.Market;
using RlTrainer.Tests.Architecture;

namespace RlTrainer.Tests.Market;

/// <summary>The calendar against the table of QuantConnect/Lean
/// (Apache-2.0), 2009 to 2027, and against hand-picked days.</summary>
public sealed class SessionCalendarTests
{
    // Dates on which the table is silent although the exchange closed early, with the close and what says so; HolidayRules
    // and data/README.md name the sources in full.
    private static readonly (string Date, string Close, string Source)[] SilentInTable =
    [
        ("2023-07-03", "13:15", "Dukascopy"),
        ("2024-07-03", "13:15", "DTN"),
        ("2024-11-29", "13:15", "no notice found"),
        ("2025-01-09", "09:30", "CME Group"),
    ];

    // The table ends with its June 2027 entry: other days of 2027 are not in it.
    private static readonly LocalDate LastCompleteDay = new(2026, 12, 31);

    private static JsonElement Table()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Market", "cme_equity_index_calendar.json");
        return JsonDocument.Parse(File.ReadAllText(path)).RootElement;
    }

    private static LocalDate Date(string text) => LocalDatePattern.Iso.Parse(text).Value;

    private static long At(int year, int month, int day, int hour, int minute) =>
        SessionCalendar.EasternSecondsOf(new LocalDate(year, month, day)) + hour * 3600 + minute * 60;

    [Fact]
    public void Every_early_close_of_the_table_is_computed_to_the_minute()
    {
        var wrong = new List<string>();
        foreach (JsonProperty entry in Table().GetProperty("early_close").EnumerateObject())
        {
            LocalDate date = Date(entry.Name);
            string expected = entry.Value.GetString()!;
            // 17:00 in the table means: no reopening that evening. 2025-12-25 is listed as closed by its own evening reopening.
            if (expected == "17:00")
            {
                if (SessionCalendar.IsTradingDay(date.PlusDays(1)) && date != new LocalDate(2025, 12, 25))
                    wrong.Add($"{entry.Name}: reopens");
                continue;
            }
            long? close = SessionCalendar.HoursOf(date)?.CloseEasternSeconds - SessionCalendar.EasternSecondsOf(date);
            string found = close is { } seconds ? $"{seconds / 3600:00}:{seconds / 60 % 60:00}" : "closed";
            if (found != expected) wrong.Add($"{entry.Name}: {found}, table {expected}");
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_closed_day_of_the_table_does_not_trade()
    {
        string[] trading = [.. Table().GetProperty("closed").EnumerateArray().Select(day => day.GetString()!)
            .Where(day => SessionCalendar.IsTradingDay(Date(day)))];
        Assert.Empty(trading);
    }

    [Fact]
    public void Days_on_which_the_table_is_silent_close_as_their_sources_say_and_the_page_names_them()
    {
        string page = Repository.Read("data/README.md");
        foreach ((string date, string close, string source) in SilentInTable)
        {
            long seconds = SessionCalendar.CloseOf(Date(date)) - SessionCalendar.EasternSecondsOf(Date(date));
            Assert.Equal(close, $"{seconds / 3600:00}:{seconds / 60 % 60:00}");
            Assert.Matches($@"\| {date} \| {close} \|.*{source}", page);
            Assert.False(Table().GetProperty("early_close").TryGetProperty(date, out _));
        }
        foreach (ExchangeHoliday exception in HolidayRules.Exceptions)
            Assert.Contains($"| {LocalDatePattern.Iso.Format(exception.Date)} | "
                + $"{(exception.Close is { } time ? time.ToString("HH:mm", null) : "closed")} |", page, StringComparison.Ordinal);
    }

    [Fact]
    public void No_day_is_short_or_closed_that_the_table_does_not_list()
    {
        JsonElement table = Table();
        HashSet<string> listed = [.. table.GetProperty("early_close").EnumerateObject().Select(day => day.Name),
            .. table.GetProperty("closed").EnumerateArray().Select(day => day.GetString()!),
            .. SilentInTable.Select(day => day.Date)];
        var unlisted = new List<string>();
        for (var date = new LocalDate(2009, 1, 1); date <= LastCompleteDay; date = date.PlusDays(1))
        {
            if (date.DayOfWeek > IsoDayOfWeek.Friday) continue;
            bool isUsual = SessionCalendar.HoursOf(date) is { IsEarlyClose: false };
            string name = LocalDatePattern.Iso.Format(date);
            // 1 January and 25 December reopen at 18:00; the table lists some of them under late_open only.
            bool isLateOpen = table.GetProperty("late_open").TryGetProperty(name, out _);
            if (!isUsual && !listed.Contains(name) && !isLateOpen) unlisted.Add(name);
        }
        Assert.Empty(unlisted);
    }

    [Fact]
    public void Every_reopening_of_the_table_opens_the_next_day_at_18()
    {
        foreach (JsonProperty entry in Table().GetProperty("late_open").EnumerateObject())
        {
            long reopening = SessionCalendar.EasternSecondsOf(Date(entry.Name)) + 18 * 3600;
            // A Friday's reopening is the Sunday's.
            if (Date(entry.Name).DayOfWeek == IsoDayOfWeek.Friday) reopening += 2 * 86_400;
            Assert.True(SessionCalendar.IsOpen(reopening), entry.Name);
        }
    }

    [Theory]
    [InlineData(2024, 1, 7, 18, 0, true)]      // Sunday evening opens Monday
    [InlineData(2024, 1, 7, 17, 59, false)]
    [InlineData(2024, 1, 8, 16, 59, true)]
    [InlineData(2024, 1, 8, 17, 0, false)]     // daily break
    [InlineData(2024, 1, 8, 18, 0, true)]
    [InlineData(2024, 1, 12, 18, 0, false)]    // Friday evening
    [InlineData(2024, 1, 13, 12, 0, false)]    // Saturday
    [InlineData(2024, 11, 29, 13, 14, true)]   // day after Thanksgiving
    [InlineData(2024, 11, 29, 13, 15, false)]
    [InlineData(2013, 10, 8, 17, 14, true)]    // the close at 17:15 before 2015-09-21
    [InlineData(2013, 10, 8, 17, 15, false)]
    [InlineData(2015, 9, 18, 17, 14, true)]
    [InlineData(2015, 9, 21, 17, 0, false)]
    [InlineData(2021, 6, 25, 16, 15, false)]   // the last halt
    [InlineData(2021, 6, 25, 16, 30, true)]
    [InlineData(2021, 6, 28, 16, 15, true)]
    [InlineData(2012, 12, 24, 18, 0, false)]   // Christmas evening stays shut
    [InlineData(2012, 12, 25, 18, 0, true)]
    public void Open_and_closed_times_are_known_to_the_minute(int year, int month, int day, int hour, int minute, bool isOpen) =>
        Assert.Equal(isOpen, SessionCalendar.IsOpen(At(year, month, day, hour, minute)));

    [Fact]
    public void Sunday_evening_belongs_to_Monday_and_an_evening_to_the_next_day()
    {
        Assert.Equal(new LocalDate(2024, 1, 8), SessionCalendar.DateOf(At(2024, 1, 7, 18, 0)));
        Assert.Equal(new LocalDate(2024, 1, 8), SessionCalendar.DateOf(At(2024, 1, 8, 17, 59)));
        Assert.Equal(new LocalDate(2024, 1, 9), SessionCalendar.DateOf(At(2024, 1, 8, 18, 0)));
        Assert.Equal(new LocalDate(1969, 12, 31), SessionCalendar.DateOf(-86_400));
    }

    [Fact]
    public void A_day_that_does_not_trade_has_no_close_and_says_why()
    {
        var error = Assert.Throws<ArgumentException>(() => SessionCalendar.CloseOf(new LocalDate(2024, 12, 25)));
        Assert.Equal("2024-12-25 is not a trading day (Christmas Day); expected a date on which SessionCalendar.IsTradingDay "
            + "is true.", error.Message);
    }

    [Fact]
    public void Cutting_covers_every_bar_once_and_lists_the_bars_outside_trading_hours()
    {
        long[] times =
        [
            At(2024, 1, 5, 16, 59), At(2024, 1, 6, 10, 0), At(2024, 1, 7, 18, 0), At(2024, 1, 8, 9, 30),
            At(2024, 1, 8, 17, 30), At(2024, 1, 8, 18, 0),
        ];
        SessionCut cut = SessionCalendar.Cut(times);
        Assert.Equal([1, 4], cut.OutsideHours);
        Assert.Equal(["05", "06", "08", "09"], cut.Days.Select(day => $"{day.Date.Day:00}"));
        Assert.Equal([1, 1, 3, 1], cut.Days.Select(day => day.BarCount));
        Assert.Equal(At(2024, 1, 8, 17, 0), cut.Days[2].CloseEasternSeconds);
    }
}
