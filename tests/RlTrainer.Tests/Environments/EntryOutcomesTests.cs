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

    [Fact]
    public void A_managed_entry_earns_what_playing_it_with_that_management_earns()
    {
        int compared = 0, different = 0;
        foreach (ulong seed in Enumerable.Range(1, 12).Select(seed => (ulong)seed))
        {
            Scenario scenario = Scenario.Of(seed);
            EnvironmentConfig config = scenario.Config with
            {
                MinimumBarsBeforeFlat = 1,
                MaskActions = true,
                Actions = ActionSet.Phase2
            };
            var held = EntryOutcomes.Of(scenario.Table, config, scenario.Rules, scenario.Seconds);
            if (held.Count == 0) continue;
            // alternate sides, every fifth bar without a preference
            float[] leads = [.. Enumerable.Range(0, held.Count).Select(row => row % 5 == 0 ? 0f : row % 2 == 0 ? 1f : -1f)];
            EntryOutcomes managed = held.ManagedBy(leads, LastLegal);
            HashSet<int> starts = [.. TradingEnvironments.ValidStarts(scenario.Table, config, scenario.Rules)];
            for (int row = 0; row < held.Count; row += 3)
            {
                (long buy, long sell) = (managed.BuyCents[row], managed.SellCents[row]);
                if (leads[row] <= 0f) Assert.Equal(held.BuyCents[row], buy);
                if (leads[row] >= 0f) Assert.Equal(held.SellCents[row], sell);
                if (leads[row] == 0f || !starts.Contains(held.Bars[row])) continue;
                int side = leads[row] > 0f ? 1 : 2;
                long expected = Played(scenario, config, held.Bars[row], side, out _, LastLegal);
                Assert.Equal((seed, row, expected), (seed, row, side == 1 ? buy : sell));
                compared++;
                if (expected != (side == 1 ? held.BuyCents[row] : held.SellCents[row])) different++;
            }
        }
        Assert.True(compared > 100 && different > compared / 10, $"{compared} compared, {different} differ from holding");
    }

    [Fact]
    public void Management_that_holds_earns_what_holding_earns()
    {
        Scenario scenario = Scenario.Of(4);
        EnvironmentConfig config = scenario.Config with { MinimumBarsBeforeFlat = 1, Actions = ActionSet.Phase2 };
        var held = EntryOutcomes.Of(scenario.Table, config, scenario.Rules, scenario.Seconds);
        float[] leads = [.. Enumerable.Repeat(1f, held.Count)];
        EntryOutcomes managed = held.ManagedBy(leads, (_, _, _, actions) => actions.Clear());
        Assert.Equal(held.BuyCents.ToArray(), managed.BuyCents.ToArray());
        Assert.True(held.CanBeManaged);
        Assert.False(EntryOutcomes.Of(
            scenario.Table, config with { Actions = ActionSet.Phase1 }, scenario.Rules, scenario.Seconds).CanBeManaged);
    }

    /// <summary>The last action that is legal: it trails, takes part of the profit or closes, as the bar allows.</summary>
    private static void LastLegal(
        ReadOnlySpan<int> environments, Observations observations, ReadOnlySpan<byte> masks, Span<int> actions)
    {
        int width = masks.Length / actions.Length;
        for (int row = 0; row < actions.Length; row++) actions[row] = masks.Slice(row * width, width).LastIndexOf((byte)1);
    }

    private static TradingEnvironments Begun(Scenario scenario, EnvironmentConfig config, int bar)
    {
        var environments = new TradingEnvironments(
            scenario.Table, config with { EnvironmentCount = 1, EpisodeBars = int.MaxValue }, scenario.Rules, 1,
            scenario.Seconds, EpisodeSchedule.Listed([bar]));
        environments.Reset();
        return environments;
    }

    private static long Played(Scenario scenario, EnvironmentConfig config, int bar, int side, out float[] dense,
        BranchChoice? manage = null)
    {
        TradingEnvironments environments = Begun(scenario, config, bar);
        dense = new float[environments.Layout.DenseCount];
        environments.Observe(new Observations(new int[1], dense));
        float[] reward = new float[1];
        var end = new EpisodeEnd[1];
        environments.Step([side], reward, end);
        int[] action = new int[1];
        byte[] masks = new byte[config.Actions.Count];
        var seen = new Observations(new int[1], new float[environments.Layout.DenseCount]);
        while (end[0] == EpisodeEnd.None && !environments.Snapshot(0).Account.IsFlat)
        {
            environments.Masks(masks);
            manage?.Invoke([0], seen, masks, action);
            environments.Step(action, reward, end);
        }
        return environments.Snapshot(0).Account.BalanceCents - scenario.Rules.StartCents;
    }
}
