using RlTrainer.Environments;
using RlTrainer.Numerics;

namespace RlTrainer.Tests.Environments;

/// <summary>The vectorised environments beside the scalar reference, step by step.</summary>
internal static class ScalarComparison
{
    /// <summary>Plays both side by side with random legal actions; returns the environment steps compared.</summary>
    public static int Of(Scenario scenario, int steps)
    {
        scenario = scenario with { Config = scenario.Config with { MaskActions = true } };
        var vector = new TradingEnvironments(scenario.Table, scenario.Config, scenario.Rules, scenario.Seed, scenario.Seconds);
        int width = vector.ActionCount, count = vector.Count;
        ScalarTradingEnvironment[] scalars =
            [.. Enumerable.Range(0, count)
                .Select(_ => new ScalarTradingEnvironment(scenario.Table, scenario.Config, scenario.Rules, scenario.Seconds))];
        Rng rng = Rng.Stream(scenario.Seed, "actions");
        byte[] masks = new byte[count * width];
        int[] actions = new int[count];
        float[] rewards = new float[count];
        var ends = new EpisodeEnd[count];
        vector.Reset();
        for (int env = 0; env < count; env++) scalars[env].Begin(vector.Snapshot(env).Bar);
        for (int step = 0; step < steps; step++)
        {
            vector.Masks(masks);
            for (int env = 0; env < count; env++) actions[env] = Choose(masks.AsSpan(env * width, width), ref rng);
            vector.Step(actions, rewards, ends);
            for (int env = 0; env < count; env++)
            {
                TradeAction action = scenario.Config.Actions.Actions[actions[env]];
                float reward = scalars[env].Step(action, out EpisodeEnd end);
                string where = $"seed {scenario.Seed}, step {step}, environment {env}, {action}";
                Assert.Equal((where, scalars[env].Snapshot()), (where, vector.Snapshot(env)));
                Assert.Equal((where, reward, end), (where, rewards[env], ends[env]));
                Assert.Equal(scalars[env].LastRewardTerms.ToArray(), vector.LastRewardTerms(env).ToArray());
                if (end == EpisodeEnd.None) CompareMasks(vector, scalars[env], env, scenario, masks, where);
            }
            vector.ResetEnded();
            for (int env = 0; env < count; env++)
                if (ends[env] != EpisodeEnd.None)
                    scalars[env].Begin(vector.Snapshot(env).Bar);
        }
        return steps * count;
    }

    private static void CompareMasks(
        TradingEnvironments vector, ScalarTradingEnvironment scalar, int env, Scenario scenario, byte[] masks, string where)
    {
        vector.Masks(masks);
        for (int action = 0; action < vector.ActionCount; action++)
        {
            TradeAction meaning = scenario.Config.Actions.Actions[action];
            Assert.Equal((where, meaning, scalar.IsLegal(meaning)),
                (where, meaning, masks[env * vector.ActionCount + action] != 0));
        }
    }

    private static int Choose(ReadOnlySpan<byte> row, ref Rng rng)
    {
        if (rng.NextInt32(3) != 0) return 0;
        int action;
        do action = rng.NextInt32(row.Length);
        while (row[action] == 0);
        return action;
    }
}
