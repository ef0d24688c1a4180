using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Policies;

/// <summary>
/// Lets scripted exploiters and a plain trend follower earn the reward on the <see cref="TrendMarket"/>, once with every guard
/// on and once with each switched off. With every guard on no exploiter may beat the trend follower.
/// </summary>
public static class RewardHackingAudit
{
    /// <summary>Scores every policy with every guard on, then with each off.</summary>
    /// <param name="reward">The reward under audit; its guards are switched by the audit.</param>
    /// <param name="seed">Decides the market.</param>
    /// <param name="days">Episodes, one a day, at least 1.</param>
    public static IReadOnlyList<ExploiterScore> Run(RewardConfig reward, ulong seed = 42, int days = 40)
    {
        ArgumentNullException.ThrowIfNull(reward);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(days);
        FeatureTable market = TrendMarket.Make(seed, days);
        var guards = new RewardGuards();
        (string Name, RewardGuards Guards)[] cases =
        [
            ("all on", guards), ("differences off", guards with { PaysDifferences = false }),
            ("real tightening off", guards with { NeedsRealTightening = false }), ("partial by profit off", guards with { PaysPartialByProfit = false }),
        ];
        return [.. cases.SelectMany(each => Score(each.Name, market, reward with { Guards = each.Guards }))];
    }

    private static IEnumerable<ExploiterScore> Score(string guard, FeatureTable market, RewardConfig reward)
    {
        EnvironmentConfig config = EnvironmentConfig.Phase2 with { Reward = reward };
        IPolicy follower = new MovingAverageCross(market.Bars, 10, 30);
        (double followed, double followedUsd) = Episodes(follower, market, config);
        yield return new ExploiterScore(guard, "trend follower", followed, followedUsd, false, false);
        foreach (IPolicy policy in Exploiters(config.Actions))
        {
            (double earned, double usd) = Episodes(policy, market, config);
            yield return new ExploiterScore(guard, policy.Name, earned, usd, true, earned > followed);
        }
    }

    private static IPolicy[] Exploiters(ActionSet actions) =>
        [new AlwaysFlat(), new Churner(actions), new PartialFarmer(actions), new StopJiggler(actions), new OneSided(Side.Long), new OneSided(Side.Short)];

    /// <summary>One episode a day from its first valid start; mean reward and mean net dollars.</summary>
    private static (double Reward, double NetUsd) Episodes(IPolicy policy, FeatureTable market, EnvironmentConfig config)
    {
        var rules = new RuleSet();
        int[] starts = [.. TradingEnvironments.ValidStarts(market, config, rules).GroupBy(start => DayOf(market.Bars, start)).Select(day => day.First())];
        var environments = new TradingEnvironments(market, config with { EnvironmentCount = starts.Length }, rules, 0, null, EpisodeSchedule.Listed(starts));
        int count = starts.Length;
        int[] bars = new int[count], actions = new int[count];
        float[] dense = new float[count * environments.Layout.DenseCount], rewards = new float[count];
        byte[] masks = new byte[count * environments.ActionCount];
        var ends = new EpisodeEnd[count];
        bool[] isOver = new bool[count];
        double sum = 0, cents = 0;
        environments.Reset();
        while (!Array.TrueForAll(isOver, over => over))
        {
            environments.Observe(new Observations(bars, dense));
            environments.Masks(masks);
            policy.Act(new Observations(bars, dense), masks, actions);
            environments.Step(actions, rewards, ends);
            for (int env = 0; env < count; env++)
            {
                if (!isOver[env]) sum += rewards[env];
                if (ends[env] == EpisodeEnd.None) continue;
                if (!isOver[env]) cents += environments.Snapshot(env).EquityCents - rules.StartCents;
                isOver[env] = true;
            }
            environments.ResetEnded();
        }
        return (sum / count, cents / count / 100);
    }

    private static int DayOf(BarSeries bars, int bar)
    {
        for (int day = 0; day < bars.Days.Count; day++)
            if (bar < bars.Days[day].EndBar)
                return day;
        throw new ArgumentOutOfRangeException(nameof(bar), bar, $"The bar is not in {bars.Origin}.");
    }
}
