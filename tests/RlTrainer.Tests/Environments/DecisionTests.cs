using RlTrainer.Environments;
using RlTrainer.Numerics;

namespace RlTrainer.Tests.Environments;

/// <summary>From decision to decision is the same walk as bar by bar, with the forced bars left to the environment.</summary>
public sealed class DecisionTests
{
    private const double Discount = 0.97;

    public static TheoryData<ulong> Seeds => [.. Enumerable.Range(1, 16).Select(seed => (ulong)seed)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Deciding_is_stepping_with_the_forced_bars_in_between(ulong seed)
    {
        Scenario scenario = Scenario.Of(seed);
        TradingEnvironments decided = Make(scenario), stepped = Make(scenario);
        Rng draws = Rng.Stream(seed, "decisions");
        float[] rewards = new float[1], discounted = new float[1], discounts = new float[1];
        int[] bars = new int[1];
        var ends = new EpisodeEnd[1];
        for (int decision = 0; decision < 60; decision++)
        {
            decided.SeekDecisions();
            Seek(stepped, ends[0]);
            Assert.Equal((seed, stepped.Snapshot(0)), (seed, decided.Snapshot(0)));
            int action = Legal(decided, ref draws);
            decided.Decide([action], Discount, new DecisionOutcomes(rewards, discounted, discounts, bars, ends));
            (float sum, double reach, double back, int count, EpisodeEnd end) = Step(stepped, action);
            Assert.Equal((seed, sum, (float)back, (float)reach, count, end),
                (seed, rewards[0], discounted[0], discounts[0], bars[0], ends[0]));
        }
        Assert.Equal(stepped.Statistics.Steps, decided.Statistics.Steps);
        Assert.Equal(stepped.Statistics.Decisions, decided.Statistics.Decisions);
        Assert.Equal(stepped.SaveState(), decided.SaveState());
    }

    [Fact]
    public void An_environment_that_stands_at_a_decision_stays_there()
    {
        TradingEnvironments environments = Make(Scenario.Of(1));
        environments.SeekDecisions();
        byte[] state = environments.SaveState();
        environments.SeekDecisions();
        Assert.Equal(state, environments.SaveState());
    }

    [Fact]
    public void Seeking_before_the_first_episode_is_refused()
    {
        Scenario scenario = Scenario.Of(1);
        var environments = new TradingEnvironments(scenario.Table, scenario.Config, scenario.Rules, 1, scenario.Seconds);
        var error = Assert.Throws<InvalidOperationException>(environments.SeekDecisions);
        Assert.Equal("Environment 0 has no episode yet; call Reset before the first Step.", error.Message);
    }

    private static TradingEnvironments Make(Scenario scenario)
    {
        var environments = new TradingEnvironments(
            scenario.Table, scenario.Config with { EnvironmentCount = 1 }, scenario.Rules, scenario.Seed, scenario.Seconds);
        environments.Reset();
        return environments;
    }

    private static bool IsDecision(TradingEnvironments environments)
    {
        byte[] masks = new byte[environments.ActionCount];
        environments.Masks(masks);
        return masks.Count(bit => bit != 0) > 1;
    }

    private static void Seek(TradingEnvironments environments, EpisodeEnd end)
    {
        float[] reward = new float[1];
        EpisodeEnd[] ends = [end];
        while (ends[0] != EpisodeEnd.None || !IsDecision(environments))
        {
            if (ends[0] != EpisodeEnd.None)
            {
                environments.ResetEnded();
                ends[0] = EpisodeEnd.None;
            }
            else environments.Step([0], reward, ends);
        }
    }

    private static (float Sum, double Reach, double Back, int Bars, EpisodeEnd End) Step(
        TradingEnvironments environments, int action)
    {
        float[] reward = new float[1];
        var end = new EpisodeEnd[1];
        environments.Step([action], reward, end);
        float sum = reward[0];
        double back = sum, reach = Discount;
        int bars = 1;
        for (; end[0] == EpisodeEnd.None && !IsDecision(environments); bars++)
        {
            environments.Step([0], reward, end);
            sum += reward[0];
            back += reach * reward[0];
            reach *= Discount;
        }
        return (sum, reach, back, bars, end[0]);
    }

    private static int Legal(TradingEnvironments environments, ref Rng draws)
    {
        byte[] masks = new byte[environments.ActionCount];
        environments.Masks(masks);
        if (draws.NextInt32(3) > 0) return masks[0] != 0 ? 0 : Array.IndexOf(masks, (byte)1);
        int action;
        do action = draws.NextInt32(masks.Length);
        while (masks[action] == 0);
        return action;
    }
}
