using RlTrainer.Data;
using RlTrainer.Market;
using RlTrainer.Tests.Environments;

namespace RlTrainer.Tests.Data;

/// <summary>A later download laid over what is there: what both have stays as it was, and where they differ it is said.</summary>
public sealed class BarMergeTests
{
    private static readonly BarSeries There = Minutes((600, 100), (601, 101), (603, 103));

    [Fact]
    public void What_is_there_already_changes_nothing()
    {
        BarMerge merge = BarMerge.Of(There, Minutes((601, 101), (603, 103)));
        Assert.Equal((0, 2, 0), (merge.Added, merge.AlreadyThere, merge.ConflictCount));
        Assert.Same(There, merge.Bars);
    }

    [Fact]
    public void New_bars_take_their_place_before_between_and_behind()
    {
        BarMerge merge = BarMerge.Of(There, Minutes((599, 99), (600, 100), (602, 102), (604, 104)));
        Assert.Equal((3, 1, 0), (merge.Added, merge.AlreadyThere, merge.ConflictCount));
        Assert.Equal([99, 100, 101, 102, 103, 104], merge.Bars.CloseTicks.ToArray());
        long[] times = merge.Bars.UtcSeconds.ToArray();
        Assert.Equal(Enumerable.Range(0, 6).Select(minute => times[0] + 60 * minute), times);
        Assert.Equal(times.Select(time => time - 5 * 3600), merge.Bars.EasternSeconds.ToArray());      // winter in New York
    }

    [Fact]
    public void Where_both_differ_the_first_stays_and_the_message_shows_both()
    {
        // ticks of 0.25: 101 is 25.25, 110 is 27.5
        BarMerge merge = BarMerge.Of(There, Minutes((601, 110), (602, 102)));
        Assert.Equal((1, 0, 1), (merge.Added, merge.AlreadyThere, merge.ConflictCount));
        Assert.Equal([100, 101, 102, 103], merge.Bars.CloseTicks.ToArray());
        Assert.Equal(
            "2024-01-08 10:01 New York: has 25.25,25.25,25.25,25.25,1, the import 27.50,27.50,27.50,27.50,1",
            Assert.Single(merge.Conflicts).Replace(":00 New York", " New York", StringComparison.Ordinal));
    }

    [Fact]
    public void A_hundred_conflicts_are_told_in_words_and_all_are_counted()
    {
        (int, int)[] minutes = [.. Enumerable.Range(0, 120).Select(minute => (600 + minute, 100))];
        BarMerge merge = BarMerge.Of(Minutes(minutes), Minutes([.. minutes.Select(minute => (minute.Item1, 101))]));
        Assert.Equal((120, 100), (merge.ConflictCount, merge.Conflicts.Count));
    }

    private static BarSeries Minutes(params (int Minute, int Price)[] bars)
    {
        var builder = new MarketBuilder(Instrument.NQ);
        builder.BeginDay(TestMarket.Monday);
        foreach ((int minute, int price) in bars) builder.Add(minute, (price, price, price, price));
        return builder.Build();
    }
}
