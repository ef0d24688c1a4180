using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Tests.Data;

public sealed class SecondsCheckTests
{
    private static readonly SyntheticMarket Market =
        SyntheticBars.Generate(new SyntheticConfig { Days = 3, FirstDayWithSeconds = 1, DaysWithSeconds = 1 });

    private static BarSeries With(BarSeries bars, Func<int, int> closeShift, Func<int, long> volumeShift)
    {
        var columns = new BarColumns(
            bars.UtcSeconds.ToArray(), bars.EasternSeconds.ToArray(), bars.OpenTicks.ToArray(),
            [.. Enumerable.Range(0, bars.Count).Select(bar => bars.HighTicks[bar] + Math.Max(0, closeShift(bar)))],
            bars.LowTicks.ToArray(),
            [.. Enumerable.Range(0, bars.Count).Select(bar => bars.CloseTicks[bar] + closeShift(bar))],
            [.. Enumerable.Range(0, bars.Count).Select(bar => bars.Volumes[bar] + volumeShift(bar))]);
        return new BarSeries(bars.Instrument, bars.Interval, "changed", true, columns, bars.Days);
    }

    [Fact]
    public void Generated_seconds_agree_and_days_without_are_counted()
    {
        SecondsCheck check = SecondsCheck.Of(Market.Minutes, Market.Seconds!);
        Assert.Equal((1380, 2 * 1380, 1380, 0, 0, 0),
            (check.MinutesWithSeconds, check.MinutesWithout, check.Agreeing, check.PricesDisagree, check.VolumesDisagree,
                check.SecondsWithoutMinute));
        Assert.Equal("2760 minutes without seconds, 0 seconds without a minute",
            Assert.Single(check.ToFindings("NQ_D1M.csv")).FirstValue);
    }

    [Fact]
    public void Other_prices_and_other_volumes_are_told_apart_with_examples()
    {
        BarSeries changed = With(Market.Minutes, bar => bar == 1400 ? 3 : 0, bar => bar is 1500 or 1600 ? 7 : 0);
        SecondsCheck check = SecondsCheck.Of(changed, Market.Seconds!);
        Assert.Equal((1377, 1, 2), (check.Agreeing, check.PricesDisagree, check.VolumesDisagree));
        Assert.Equal(3, check.Examples.Count);
        Assert.Equal(3, check.ToFindings("NQ_D1M.csv")[0].Count);
    }

    [Fact]
    public void Seconds_of_another_contract_are_refused()
    {
        BarSeries shifted = With(Market.Minutes, _ => 40, _ => 0L);
        Assert.Contains("Expected seconds of the same contract",
            Assert.Throws<BarDataException>(() => SecondsCheck.Of(shifted, Market.Seconds!)).Message, StringComparison.Ordinal);
        BarSeries other = SyntheticBars.Generate(new SyntheticConfig { Days = 1, Instrument = Instrument.ES }).Minutes;
        Assert.Contains("are of ES, the second bars",
            Assert.Throws<BarDataException>(() => SecondsCheck.Of(other, Market.Seconds!)).Message, StringComparison.Ordinal);
    }
}
