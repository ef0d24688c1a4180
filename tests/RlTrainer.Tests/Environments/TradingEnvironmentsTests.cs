using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Market;

namespace RlTrainer.Tests.Environments;

public sealed class TradingEnvironmentsTests
{
    [Fact]
    public void A_random_policy_steps_without_error_and_every_counter_moves()
    {
        TradingEnvironments environments = Make(EnvironmentConfig.Phase1 with { EnvironmentCount = 16 });
        Play(environments, 7, 3000);
        Assert.Equal(16 * 3000, environments.Statistics.Steps);
        Assert.True(environments.Statistics.Trades > 100, $"{environments.Statistics.Trades} trades");
        Assert.True(environments.Statistics.Episodes > 20);
        Assert.True(environments.Coverage.DistinctStarts > 20);
        Assert.InRange(environments.Coverage.ShareOfBars, 0.01, 1.0);
    }

    [Fact]
    public void A_step_an_observation_and_masks_allocate_nothing()
    {
        TradingEnvironments environments = Make(EnvironmentConfig.Phase2 with { EnvironmentCount = 16 });
        Play(environments, 7, 500);
        var player = new Player(environments, 9);
        for (int step = 0; step < 200; step++) player.Step();
        long least = long.MaxValue;
        // the runtime may allocate once, when it compiles again; a step would do so in every window
        for (int window = 0; window < 3; window++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int step = 0; step < 500; step++) player.Step();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
    }

    [Fact]
    public void A_restored_environment_goes_on_bit_for_bit()
    {
        TradingEnvironments first = Make(EnvironmentConfig.Phase2 with { EnvironmentCount = 8 });
        Play(first, 3, 700);
        byte[] state = first.SaveState();
        TradingEnvironments second = Make(EnvironmentConfig.Phase2 with { EnvironmentCount = 8 });
        second.RestoreState(state);
        Assert.Equal(Play(first, 4, 500), Play(second, 4, 500));
        Assert.Equal(first.SaveState(), second.SaveState());
    }

    internal static TradingEnvironments Make(EnvironmentConfig config, RuleSet? rules = null, ulong seed = 42)
    {
        BarSeries bars = TestMarket.RandomWalk(5, 12, Instrument.NQ);
        FeatureTable table = TestMarket.RandomTable(bars, 5);
        return new TradingEnvironments(table, config, rules ?? new RuleSet(), seed);
    }

    internal static List<float> Play(TradingEnvironments environments, ulong seed, int steps)
    {
        if (environments.Statistics.Steps == 0) environments.Reset();
        var player = new Player(environments, seed);
        var rewards = new List<float>();
        for (int step = 0; step < steps; step++)
        {
            player.Step();
            rewards.AddRange(player.Rewards);
        }
        return rewards;
    }
}
