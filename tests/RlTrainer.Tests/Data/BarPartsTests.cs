using RlTrainer.Data;

namespace RlTrainer.Tests.Data;

/// <summary>Bars made of trades or of seconds, worked by hand; minutes of 60 seconds.</summary>
public sealed class BarPartsTests
{
    private static readonly PartKind Ticks = new(60, IsTick: true, IsDescending: false),
        Seconds = new(60, IsTick: false, IsDescending: false);

    // 12:00:00 100, 12:00:30 103, 12:00:59 98, 12:01:00 99: the first minute is 100, 103, 98, 98 with a volume of 6.
    [Fact]
    public void Parts_of_one_minute_make_one_bar_and_the_next_minute_gives_it()
    {
        var parts = new BarParts();
        Assert.Null(parts.Add(Part(0, 100, 1), Ticks, 2, out _, out long done));
        Assert.Equal(0, done);
        Assert.Null(parts.Add(Part(30, 103, 2), Ticks, 3, out _, out done));
        Assert.Equal(0, done);
        Assert.Null(parts.Add(Part(59, 98, 3), Ticks, 4, out _, out done));
        Assert.Null(parts.Add(Part(60, 99, 4), Ticks, 5, out RawRow bar, out done));
        Assert.Equal(2, done);                                                      // where the bar began
        Assert.Equal((0L, 100, 103, 98, 98, 6L), (bar.UtcSeconds, bar.Open, bar.High, bar.Low, bar.Close, bar.Volume));
        Assert.True(parts.TryEnd(out bar, out long line));
        Assert.Equal((60L, 99, 5L, 4L), (bar.UtcSeconds, bar.Open, line, bar.Volume));
        Assert.False(parts.TryEnd(out _, out _));
    }

    [Fact]
    public void In_a_file_that_begins_with_the_newest_the_last_part_read_is_the_open()
    {
        var parts = new BarParts();
        PartKind newestFirst = Ticks with { IsDescending = true };
        parts.Add(Part(59, 98, 1), newestFirst, 2, out _, out _);
        parts.Add(Part(0, 100, 1), newestFirst, 3, out _, out _);
        Assert.True(parts.TryEnd(out RawRow bar, out _));
        Assert.Equal((100, 98, 100, 98), (bar.Open, bar.Close, bar.High, bar.Low));
        Assert.Null(parts.Add(Part(0, 100, 1), newestFirst, 4, out _, out _));
        Assert.Equal(BarRule.OutOfOrder, parts.Add(Part(1, 100, 1), newestFirst, 5, out _, out _));
    }

    [Fact]
    public void Two_trades_of_one_second_are_two_and_two_bars_of_one_second_are_one_too_many()
    {
        var ticks = new BarParts();
        ticks.Add(Part(10, 100, 1), Ticks, 2, out _, out _);
        Assert.Null(ticks.Add(Part(10, 101, 1), Ticks, 3, out _, out _));
        Assert.True(ticks.TryEnd(out RawRow bar, out _));
        Assert.Equal((101, 2L), (bar.Close, bar.Volume));
        var seconds = new BarParts();
        seconds.Add(Part(10, 100, 1), Seconds, 2, out _, out _);
        Assert.Equal(BarRule.DuplicateTimestamp, seconds.Add(Part(10, 101, 1), Seconds, 3, out _, out _));
        Assert.True(seconds.TryEnd(out bar, out _));
        Assert.Equal((100, 1L), (bar.Close, bar.Volume));                           // it was left out, not merged
    }

    [Fact]
    public void A_part_that_goes_back_in_time_is_refused_and_changes_nothing()
    {
        var parts = new BarParts();
        parts.Add(Part(70, 100, 1), Seconds, 2, out _, out _);
        Assert.Equal(BarRule.OutOfOrder, parts.Add(Part(69, 500, 1), Seconds, 3, out _, out _));
        Assert.Null(parts.Add(Part(71, 101, 1), Seconds, 4, out _, out long done));
        Assert.Equal(0, done);
        Assert.True(parts.TryEnd(out RawRow bar, out _));
        Assert.Equal((60L, 101, 2L), (bar.UtcSeconds, bar.High, bar.Volume));
    }

    [Fact]
    public void A_minute_without_a_part_does_not_come_to_be()
    {
        var parts = new BarParts();
        parts.Add(Part(0, 100, 1), Ticks, 2, out _, out _);
        parts.Add(Part(180, 104, 1), Ticks, 3, out RawRow first, out _);
        Assert.Equal(0, first.UtcSeconds);
        Assert.True(parts.TryEnd(out RawRow next, out _));
        Assert.Equal((180L, 104), (next.UtcSeconds, next.Open));                    // no bar at 60 and none at 120
    }

    [Fact]
    public void Times_before_1970_belong_to_the_minute_they_lie_in()
    {
        var parts = new BarParts();
        parts.Add(Part(-1, 100, 1), Ticks, 2, out _, out _);
        Assert.True(parts.TryEnd(out RawRow bar, out _));
        Assert.Equal(-60, bar.UtcSeconds);
    }

    private static RawRow Part(long seconds, int price, long volume) => new()
    {
        UtcSeconds = seconds,
        Open = price,
        High = price,
        Low = price,
        Close = price,
        Volume = volume,
    };
}
