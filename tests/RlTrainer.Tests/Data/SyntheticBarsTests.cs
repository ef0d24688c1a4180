using NodaTime;
using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Tests.Data;

public sealed class SyntheticBarsTests
{
    private static SyntheticMarket Year() =>
        SyntheticBars.Generate(new SyntheticConfig { Days = 250, Signal = PlantedSignal.Fast });

    [Fact]
    public void The_same_seed_gives_the_same_bars_and_another_seed_others()
    {
        BarSeries first = Year().Minutes, second = Year().Minutes;
        Assert.True(first.CloseTicks.SequenceEqual(second.CloseTicks) && first.Volumes.SequenceEqual(second.Volumes));
        Assert.False(first.CloseTicks.SequenceEqual(
            SyntheticBars.Generate(new SyntheticConfig { Days = 250, Seed = 43 }).Minutes.CloseTicks));
    }

    [Fact]
    public void A_longer_market_begins_as_the_shorter_one()
    {
        BarSeries year = Year().Minutes,
            start = SyntheticBars.Generate(new SyntheticConfig { Days = 20, Signal = PlantedSignal.Fast }).Minutes;
        Assert.True(year.CloseTicks[..start.Count].SequenceEqual(start.CloseTicks));
    }

    [Fact]
    public void Days_follow_the_calendar_with_holidays_early_closes_and_both_time_changes()
    {
        BarSeries bars = Year().Minutes;
        Assert.All(bars.Days, day => Assert.True(SessionCalendar.IsTradingDay(day.Date)));
        Assert.DoesNotContain(bars.Days, day => day.Date == new LocalDate(2022, 4, 15));
        // Thanksgiving 2022: 18:00 to 13:00 is 19 hours.
        Assert.Equal(19 * 60, bars.Days.Single(day => day.Date == new LocalDate(2022, 11, 24)).BarCount);
        foreach (TradingDay day in bars.Days)
        {
            long offset = bars.UtcSeconds[day.FirstBar] - bars.EasternSeconds[day.FirstBar];
            bool isSummer = day.Date >= new LocalDate(2022, 3, 14) && day.Date < new LocalDate(2022, 11, 7);
            Assert.Equal((isSummer ? 4 : 5) * 3600, offset);
            Assert.Equal(18 * 3600, bars.EasternSeconds[day.FirstBar] % 86_400);
        }
    }

    [Fact]
    public void Every_bar_is_sound()
    {
        BarSeries bars = Year().Minutes;
        for (int bar = 0; bar < bars.Count; bar++)
        {
            Bar b = bars[bar];
            Assert.True(b.LowTicks >= 1 && b.LowTicks <= Math.Min(b.OpenTicks, b.CloseTicks)
                && b.HighTicks >= Math.Max(b.OpenTicks, b.CloseTicks) && b.Volume >= 1);
        }
    }

    [Fact]
    public void Seconds_add_up_to_their_minutes_in_every_column()
    {
        SyntheticMarket market =
            SyntheticBars.Generate(new SyntheticConfig { Days = 4, FirstDayWithSeconds = 1, DaysWithSeconds = 2 });
        BarSeries minutes = market.Minutes, seconds = market.Seconds!;
        int at = 0;
        for (int bar = minutes.Days[1].FirstBar; bar < minutes.Days[2].EndBar; bar++)
        {
            Bar minute = minutes[bar];
            int first = at, high = 0, low = int.MaxValue;
            long volume = 0;
            for (; at < seconds.Count && seconds.UtcSeconds[at] < minute.UtcSeconds + 60; at++)
            {
                high = Math.Max(high, seconds.HighTicks[at]);
                low = Math.Min(low, seconds.LowTicks[at]);
                volume += seconds.Volumes[at];
                Assert.True(seconds.Volumes[at] >= 1);
            }
            Assert.Equal(minute with { UtcSeconds = 0, EasternSeconds = 0 },
                new Bar(0, 0, seconds.OpenTicks[first], high, low, seconds.CloseTicks[at - 1], volume));
        }
        Assert.Equal(seconds.Count, at);
    }

    [Fact]
    public void Minutes_do_not_depend_on_whether_seconds_are_asked_for()
    {
        BarSeries with = SyntheticBars.Generate(new SyntheticConfig { Days = 5, DaysWithSeconds = 2 }).Minutes;
        BarSeries without = SyntheticBars.Generate(new SyntheticConfig { Days = 5 }).Minutes;
        Assert.True(with.CloseTicks.SequenceEqual(without.CloseTicks) && with.Volumes.SequenceEqual(without.Volumes));
    }

    [Fact]
    public void Volatility_smiles_through_the_session_clusters_and_sleeps_at_night()
    {
        BarSeries bars = SyntheticBars.Generate(new SyntheticConfig { Days = 250 }).Minutes;
        double Range(int from, int to)
        {
            double sum = 0;
            int count = 0;
            for (int bar = 0; bar < bars.Count; bar++)
            {
                int minute = (int)(bars.EasternSeconds[bar] % 86_400 / 60);
                if (minute < from || minute >= to) continue;
                sum += bars.HighTicks[bar] - bars.LowTicks[bar];
                count++;
            }
            return sum / count;
        }
        double open = Range(570, 600), noon = Range(735, 795), close = Range(930, 960), night = Range(60, 120);
        Assert.True(open > 1.3 * noon && close > 1.15 * noon && night < 0.6 * noon, $"{open} {noon} {close} {night}");

        // Clustering: large moves follow large moves. Correlation of |change| at a lag of 10 minutes, same hour of day.
        double[] moves = [.. Enumerable.Range(0, bars.Count).Where(b => bars.EasternSeconds[b] % 86_400 / 60 is >= 660 and < 840)
            .Select(b => (double)Math.Abs(bars.CloseTicks[b] - bars.OpenTicks[b]))];
        double mean = moves.Average(), variance = moves.Average(m => (m - mean) * (m - mean));
        double lagged = Enumerable.Range(0, moves.Length - 10).Average(i => (moves[i] - mean) * (moves[i + 10] - mean));
        Assert.InRange(lagged / variance, 0.03, 0.5);
    }

    [Fact]
    public void The_latent_drift_acts_on_the_next_bar_and_only_in_the_regular_session()
    {
        SyntheticMarket market = Year();
        BarSeries bars = market.Minutes;
        ReadOnlySpan<float> drift = market.LatentDrift.Span;
        double withDrift = 0, scale = 0;
        for (int bar = 0; bar + 1 < bars.Count; bar++)
        {
            int next = (int)(bars.EasternSeconds[bar + 1] % 86_400 / 60);
            Assert.Equal(next is >= 571 and < 960, drift[bar] != 0);
            withDrift += Math.Sign(drift[bar]) * (bars.CloseTicks[bar + 1] - bars.CloseTicks[bar]);
            if (drift[bar] != 0) scale += Math.Abs(bars.CloseTicks[bar + 1] - bars.CloseTicks[bar]);
        }
        // E|move| of a normal minute is 0.798 σ, so the drift of 0.12 σ
        // is a share of 0.150 of it; less for volatility that varies.
        Assert.InRange(withDrift / scale, 0.12, 0.18);
    }

    [Theory]
    [InlineData(0, "Days was 0; it must be from 1 to 5000; 250 is a year.")]
    [InlineData(6000, "Days was 6000; it must be from 1 to 5000; 250 is a year.")]
    public void An_impossible_configuration_is_named(int days, string message) =>
        Assert.Equal(message,
            Assert.Throws<ArgumentException>(() => SyntheticBars.Generate(new SyntheticConfig { Days = days })).Message);
}
