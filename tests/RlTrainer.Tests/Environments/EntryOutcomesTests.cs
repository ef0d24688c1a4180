using RlTrainer.Environments;

namespace RlTrainer.Tests.Environments;

/// <summary>An outcome is what the environment itself pays out when the entry is played from that bar.</summary>
public sealed class EntryOutcomesTests
{
    public static TheoryData<ulong> Seeds => [.. Enumerable.Range(1, 10).Select(seed => (ulong)seed)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Both_sides_earn_what_playing_them_earns(ulong seed)
    {
        Scenario scenario = Scenario.Of(seed);
        EnvironmentConfig config = scenario.Config with { MinimumBarsBeforeFlat = 1, MaskActions = true };
        var outcomes = EntryOutcomes.Of(scenario.Table, config, scenario.Rules, scenario.Seconds);
        HashSet<int> starts = [.. TradingEnvironments.ValidStarts(scenario.Table, config, scenario.Rules)];
        int compared = 0;
        for (int row = 0; row < outcomes.Count; row += 7)
        {
            int bar = outcomes.Bars[row];
            // the bar of an entry window's first minute can be decided at, but starts no episode
            if (!starts.Contains(bar)) continue;
            foreach (int side in new[] { 1, 2 })
            {
                long expected = Played(scenario, config, bar, side, out float[] dense);
                Assert.Equal((seed, bar, side, expected),
                    (seed, bar, side, side == 1 ? outcomes.BuyCents[row] : outcomes.SellCents[row]));
                Assert.Equal(dense, outcomes.Dense.Slice(row * dense.Length, dense.Length).ToArray());
            }
            Assert.InRange(bar, scenario.Bars.Days[outcomes.Days[row]].FirstBar,
                scenario.Bars.Days[outcomes.Days[row]].EndBar - 1);
            compared++;
        }
        Assert.True(outcomes.Count == 0 || compared > 0, $"seed {seed}: none of {outcomes.Count} rows was compared");
    }

    [Fact]
    public void Rows_ascend_and_are_all_bars_at_which_an_entry_fits()
    {
        Scenario scenario = Scenario.Of(4);
        EnvironmentConfig config = scenario.Config with { MinimumBarsBeforeFlat = 1, MaskActions = true };
        var outcomes = EntryOutcomes.Of(scenario.Table, config, scenario.Rules, scenario.Seconds);
        int[] bars = outcomes.Bars.ToArray();
        Assert.Equal(bars.Order().Distinct(), bars);
        Assert.Equal(scenario.Bars.Days.Count, outcomes.DayCount);
        foreach (int bar in TradingEnvironments.ValidStarts(scenario.Table, config, scenario.Rules))
            Assert.Equal((bar, Begun(scenario, config, bar).Snapshot(0).EntryContracts > 0),
                (bar, Array.BinarySearch(bars, bar) >= 0));
    }

    private static TradingEnvironments Begun(Scenario scenario, EnvironmentConfig config, int bar)
    {
        var environments = new TradingEnvironments(
            scenario.Table, config with { EnvironmentCount = 1, EpisodeBars = int.MaxValue }, scenario.Rules, 1,
            scenario.Seconds, EpisodeSchedule.Listed([bar]));
        environments.Reset();
        return environments;
    }

    private static long Played(Scenario scenario, EnvironmentConfig config, int bar, int side, out float[] dense)
    {
        TradingEnvironments environments = Begun(scenario, config, bar);
        dense = new float[environments.Layout.DenseCount];
        environments.Observe(new Observations(new int[1], dense));
        float[] reward = new float[1];
        var end = new EpisodeEnd[1];
        environments.Step([side], reward, end);
        while (end[0] == EpisodeEnd.None && !environments.Snapshot(0).Account.IsFlat) environments.Step([0], reward, end);
        return environments.Snapshot(0).Account.BalanceCents - scenario.Rules.StartCents;
    }
}
