using NodaTime;
using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Tests.Data;

public sealed class DaySplitTests
{
    private static readonly BarSeries Bars = SyntheticBars.Generate(new SyntheticConfig { Days = 42 }).Minutes;

    [Fact]
    public void Forty_two_days_split_70_15_15_with_one_embargo_day_between()
    {
        // 42 − 2 embargo days = 40: 28 train, 6 validation, 6 test.
        DaySplit split = DaySplit.Chronological(Bars);
        Assert.Equal((28, 6, 6), (split.Train.Days.Count, split.Validation.Days.Count, split.Test.Days.Count));
        LocalDate[] dates = [.. Bars.Days.Select(day => day.Date)];
        Assert.Equal([dates[28], dates[35]], split.EmbargoDays);
        Assert.Equal([dates[0], dates[29], dates[36]],
            new[] { split.Train, split.Validation, split.Test }.Select(part => part.Days[0].Date));
        Assert.Equal(dates[^1], split.Test.Days[^1].Date);
        Assert.Equal(
            "chronological split: train 28 days 2022-01-03 to 2022-02-09, validation 6 days 2022-02-11 to 2022-02-18, test 6 "
            + "days 2022-02-22 to 2022-03-01; 2 embargo days",
            split.ToString());
    }

    [Fact]
    public void A_part_holds_its_own_bars_only_and_no_other_day_can_be_reached()
    {
        DaySplit split = DaySplit.Chronological(Bars);
        int first = Bars.Days[29].FirstBar;
        Assert.True(split.Validation.CloseTicks.SequenceEqual(Bars.CloseTicks.Slice(first, split.Validation.Count)));
        Assert.Equal(0, split.Validation.Days[0].FirstBar);
    }

    [Fact]
    public void Fragments_under_300_bars_belong_to_no_part()
    {
        BarSeries start = Bars.SliceDays(0, 10);
        int cut = start.Days[9].FirstBar + 299;
        var columns = new BarColumns(
            start.UtcSeconds[..cut].ToArray(), start.EasternSeconds[..cut].ToArray(), start.OpenTicks[..cut].ToArray(),
            start.HighTicks[..cut].ToArray(),
            start.LowTicks[..cut].ToArray(), start.CloseTicks[..cut].ToArray(), start.Volumes[..cut].ToArray());
        var broken = new BarSeries(
            start.Instrument, start.Interval, "broken", true, columns,
            start.Days.Select((day, i) => i == 9 ? day with { EndBar = cut } : day));
        DaySplit split = DaySplit.Chronological(broken);
        Assert.Equal([start.Days[9].Date], split.Fragments);
        Assert.Equal(start.Days[8].Date, split.Test.Days[^1].Date);
        Assert.EndsWith("; 1 fragments under 300 bars left out (2022-01-14)", split.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void The_70_30_preset_says_that_its_test_is_its_validation()
    {
        DaySplit split = DaySplit.SeventyThirty(Bars);
        Assert.True(split.TestIsValidation);
        Assert.False(DaySplit.Chronological(Bars).TestIsValidation);
        Assert.Equal((28, 13), (split.Train.Days.Count, split.Test.Days.Count));   // 70 % of 41 is 28.7
        Assert.Contains("results on it are not held out", split.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_days_and_impossible_shares_are_refused_with_the_numbers()
    {
        var few = Assert.Throws<ArgumentException>(() => DaySplit.Chronological(Bars.SliceDays(0, 3)));
        Assert.Contains("has 3 trading days of at least 300 bars; with 1 embargo days twice", few.Message,
            StringComparison.Ordinal);
        var shares = Assert.Throws<ArgumentException>(() => DaySplit.Chronological(Bars, train: 0.9, validation: 0.2));
        Assert.StartsWith("The shares of a split were train 0.9 and validation 0.2;", shares.Message, StringComparison.Ordinal);
    }
}
