using RlTrainer.Environments;

namespace RlTrainer.Tests.Environments;

/// <summary>Environments that were used and reset beside fresh ones.</summary>
internal static class ResetComparison
{
    /// <summary>Used environments after a reset play on exactly as fresh ones; returns the environment steps compared.</summary>
    public static int Of(Scenario scenario, int steps)
    {
        EnvironmentConfig config = scenario.Config with { EnvironmentCount = 1 };
        IReadOnlyList<int> valid = TradingEnvironments.ValidStarts(scenario.Table, config, scenario.Rules);
        TradingEnvironments Fresh() =>
            new(scenario.Table, config, scenario.Rules, 1, scenario.Seconds, EpisodeSchedule.Listed([valid[valid.Count / 2]]));
        TradingEnvironments used = Fresh(), fresh = Fresh();
        used.Reset();
        var before = new Player(used, 5);
        for (int step = 0; step < 2 * steps + 77; step++) before.Step();
        used.Reset();
        fresh.Reset();
        Assert.Equal((scenario.Seed, fresh.Snapshot(0)), (scenario.Seed, used.Snapshot(0)));
        used.Statistics.Reset();
        fresh.Statistics.Reset();
        Player first = new(used, 9), second = new(fresh, 9);
        for (int step = 0; step < steps; step++)
        {
            first.Step();
            second.Step();
            Assert.Equal((scenario.Seed, second.Rewards[0], second.Ends[0]), (scenario.Seed, first.Rewards[0], first.Ends[0]));
        }
        Assert.Equal((scenario.Seed, fresh.Snapshot(0)), (scenario.Seed, used.Snapshot(0)));
        return steps;
    }
}
