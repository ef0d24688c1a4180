using NodaTime;
using RlTrainer.Audit;
using RlTrainer.Compliance;
using RlTrainer.Market;
using RlTrainer.Tests.Environments;

namespace RlTrainer.Tests.Audit;

/// <summary>The auditor's own clock on days written by hand: Monday 2024-01-08 and the days after it.</summary>
public sealed class AuditClockTests
{
    private const int Hour = 60, Close = 17 * Hour;
    private static readonly RuleSet Rules = new();

    // Bars of 16:56 to 16:59; flat at 16:59: the bar of 16:58 is the last that ends by then.
    [Fact]
    public void The_last_bar_is_the_one_that_ends_by_flat_time()
    {
        var clock = new AuditClock(Bars(Day(0, Close - 4, Close - 3, Close - 2, Close - 1)), Rules);
        Assert.Equal([false, false, true, false], All(4, clock.IsLast));
        Assert.Equal([false, false, true, false], All(4, clock.EndsDay));
        Assert.Equal([true, true, false, false], All(4, clock.MayEnter));         // a whole bar is left before the last exit
    }

    // An early close at 13:00 is flat at 12:59, whatever the rules say of other days.
    [Fact]
    public void A_half_day_is_flat_a_minute_before_its_close()
    {
        int close = 13 * Hour;
        var clock = new AuditClock(Bars(Day(0, close, true, close - 3, close - 2, close - 1)), Rules);
        Assert.Equal([false, true, false], All(3, clock.IsLast));
        Assert.Equal([true, false, false], All(3, clock.MayEnter));
    }

    // Monday is a half day that belongs to Tuesday: its last bar ends no day, and both have Tuesday's date, day 19,731.
    [Theory]
    [InlineData(true, 19_731)]
    [InlineData(false, 19_730)]
    public void A_half_day_belongs_to_the_next_where_the_programme_joins_them(bool joins, int counted)
    {
        int close = 13 * Hour;
        var clock = new AuditClock(
            Bars(Day(0, close, true, close - 3, close - 2), Day(1, Close - 3, Close - 2)), Rules with { HalfDaysMerge = joins });
        Assert.Equal([false, true, false, true], All(4, clock.IsLast));
        Assert.Equal([false, !joins, false, true], All(4, clock.EndsDay));
        Assert.Equal((19_730, counted), (clock.Date(0), clock.CountedDate(0)));
        Assert.Equal((19_731, 19_731), (clock.Date(2), clock.CountedDate(2)));
    }

    // The reset at midnight lies between the evening's bars and the morning's; one at 17:00 between the days.
    [Theory]
    [InlineData(0, false, true, true)]
    [InlineData(17, false, false, true)]
    public void A_daily_reset_lies_where_the_rules_say(int hour, bool inEvening, bool overNight, bool overDays)
    {
        var clock = new AuditClock(
            Bars(Day(0, -6 * Hour, -5 * Hour, 10 * Hour), Day(1, -6 * Hour)), Rules with { DailyReset = new LocalTime(hour, 0) });
        Assert.Equal(inEvening, clock.ResetsBetween(0, 1));
        Assert.Equal(overNight, clock.ResetsBetween(1, 2));
        Assert.Equal(overDays, clock.ResetsBetween(0, 3));
        Assert.False(clock.ResetsBetween(2, 2));
    }

    [Fact]
    public void Only_the_first_bar_of_a_day_follows_a_break_since_the_afternoons_halt_is_gone()
    {
        var clock = new AuditClock(Bars(Day(0, 16 * Hour + 14, 16 * Hour + 30), Day(1, -6 * Hour)), Rules);
        Assert.Equal([true, false, true], All(3, clock.FollowsBreak));
    }

    // Until 2021 the market halted from 16:15 to 16:30.
    [Fact]
    public void The_halt_of_former_years_is_a_break()
    {
        var builder = new MarketBuilder(Instrument.ES);
        builder.BeginDay(new LocalDate(2019, 1, 8));
        foreach (int minute in (int[])[16 * Hour + 14, 16 * Hour + 30, 16 * Hour + 31])
            builder.Add(minute, (100, 100, 100, 100));
        Assert.Equal([true, true, false], All(3, new AuditClock(builder.Build(), Rules).FollowsBreak));
    }

    // A limit of two calendar days: over on the second day after the first bar's, and never where there is no bar.
    [Fact]
    public void A_time_limit_counts_calendar_days()
    {
        BarSeries bars = Bars(Day(0, Hour), Day(1, Hour), Day(2, Hour));
        var clock = new AuditClock(bars, Rules with { TimeLimitDays = 2 });
        Assert.Equal([false, false, true], All(3, bar => clock.IsTimeOver(0, bar)));
        Assert.False(clock.IsTimeOver(0, -1));
        Assert.False(new AuditClock(bars, Rules).IsTimeOver(0, 2));
    }

    private static IEnumerable<T> All<T>(int count, Func<int, T> ask) => Enumerable.Range(0, count).Select(ask);

    private static (int Day, int Close, bool IsEarly, int[] Minutes) Day(int day, params int[] minutes) =>
        (day, Close, false, minutes);

    private static (int Day, int Close, bool IsEarly, int[] Minutes) Day(
        int day, int close, bool isEarly, params int[] minutes) => (day, close, isEarly, minutes);

    private static BarSeries Bars(params (int Day, int Close, bool IsEarly, int[] Minutes)[] days)
    {
        var builder = new MarketBuilder(Instrument.NQ);
        foreach ((int day, int close, bool isEarly, int[] minutes) in days)
        {
            builder.BeginDay(TestMarket.Monday.PlusDays(day), close, isEarly);
            foreach (int minute in minutes) builder.Add(minute, (100, 100, 100, 100));
        }
        return builder.Build();
    }
}
