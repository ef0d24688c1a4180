using NodaTime;
using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Tests.Data;

public sealed class ScenariosTests
{
    private static double At(BarSeries bars, MarketScenario scenario, int minuteOfDay)
    {
        TradingDay day = bars.Days[Scenarios.EventDay(scenario)];
        long time = SessionCalendar.EasternSecondsOf(day.Date) + minuteOfDay * 60L;
        return bars.CloseTicks[bars.EasternSeconds.BinarySearch(time)];
    }

    private static double Change(MarketScenario scenario, int from, int to)
    {
        BarSeries bars = Scenarios.Make(scenario);
        return At(bars, scenario, to) / At(bars, scenario, from) - 1;
    }

    [Fact]
    public void Every_scenario_is_sound_labelled_and_repeatable()
    {
        foreach (MarketScenario scenario in Enum.GetValues<MarketScenario>())
        {
            BarSeries bars = Scenarios.Make(scenario);
            Assert.True(bars.IsSynthetic);
            Assert.True(bars.CloseTicks.SequenceEqual(Scenarios.Make(scenario).CloseTicks));
            for (int bar = 0; bar < bars.Count; bar++)
                Assert.True(bars.LowTicks[bar] <= Math.Min(bars.OpenTicks[bar], bars.CloseTicks[bar])
                    && bars.HighTicks[bar] >= Math.Max(bars.OpenTicks[bar], bars.CloseTicks[bar]));
        }
    }

    [Fact]
    public void Each_does_what_its_name_says()
    {
        Assert.InRange(Change(MarketScenario.TrendDay, 570, 959), 0.01, 0.04);
        Assert.InRange(Change(MarketScenario.RangeDay, 570, 959), -0.004, 0.004);
        Assert.InRange(Change(MarketScenario.NewsSpike, 839, 840), 0.009, 0.015);
        Assert.InRange(Change(MarketScenario.FlashCrash, 869, 879), -0.07, -0.05);
        Assert.InRange(Change(MarketScenario.FlashCrash, 880, 899), 0.03, 0.06);
        foreach ((MarketScenario scenario, double gap) in new[] { (MarketScenario.GapOpen, 0.02), (MarketScenario.Roll, 0.01) })
        {
            BarSeries bars = Scenarios.Make(scenario);
            int first = bars.Days[2].FirstBar;
            Assert.InRange(bars.OpenTicks[first] / (double)bars.CloseTicks[first - 1] - 1, gap - 0.006, gap + 0.006);
        }
        Assert.Equal((new LocalDate(2024, 11, 29), true),
            (Scenarios.Make(MarketScenario.EarlyClose).Days[2].Date,
                Scenarios.Make(MarketScenario.EarlyClose).Days[2].IsEarlyClose));
        BarSeries week = Scenarios.Make(MarketScenario.DaylightSavingWeek);
        Assert.Equal((new LocalDate(2024, 3, 11), 4 * 3600L), (week.Days[0].Date, week.UtcSeconds[0] - week.EasternSeconds[0]));
    }

    [Fact]
    public void Coverage_counts_every_minute_the_calendar_trades_and_names_missing_days()
    {
        BarSeries bars = SyntheticBars.Generate(new SyntheticConfig { Days = 10 })
            .Minutes.SelectDays(day => day.Date != new LocalDate(2022, 1, 6));
        BarCoverage coverage = BarCoverage.Of(bars);
        Assert.Equal([new LocalDate(2022, 1, 6)], coverage.MissingDays);
        // 9 and 10 days of 1380
        Assert.Equal("12420 of 13800 minutes on 10 trading days; 1 days without a bar", coverage.ToString());
        Assert.True(double.IsNaN(coverage.Days[0].ShareByHour[17]));
        Assert.Equal(1.0, coverage.Days[0].ShareByHour[10]);
    }
}
