using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Policies;

/// <summary>
/// Lets scripted exploiters and a plain trend follower earn the reward on a <see cref="TrendMarket"/>, once with every guard on
/// and once with each switched off. With every guard on no exploiter may beat the trend follower; with each off one does, which
/// shows what the guard is for.
/// <list type="bullet">
/// <item>"NQ, balanced": as many rising as falling stretches of one drift; the usual stops and targets.</item>
/// <item>"micro, balanced": the same in MNQ, noisier, with stops half as wide, so that a day has many entries and each is worth
/// little. Its costs are switched off by an instrument that has none.</item>
/// <item>"micro, rising": falling stretches fall less than half as fast. Where both sides pay alike, betting on one of them
/// earns nothing anyway; the guard against one-sided entries has to hold where the market itself leans.</item>
/// </list>
/// </summary>
public static class RewardHackingAudit
{
    /// <summary>Name of the rows in which no guard is off.</summary>
    public const string AllOn = "all on";

    /// <summary>Scores every policy with every guard on, then with each off.</summary>
    /// <param name="reward">The reward under audit; its guards are switched by the audit.</param>
    /// <param name="seed">Decides the markets.</param>
    /// <param name="days">Episodes, one a day, at least 1.</param>
    /// <param name="actions">What the policies may do; null: phase 2's nine actions.</param>
    /// <returns>One score a policy, market and setting of the guards.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of days is below 1.</exception>
    public static IReadOnlyList<ExploiterScore> Run(
        RewardConfig reward, ulong seed = 42, int days = 40, ActionSet? actions = null)
    {
        ArgumentNullException.ThrowIfNull(reward);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(days);
        var micro = new TrendMarketConfig { Instrument = Instrument.MNQ, RisingTicks = 4.4, FallingTicks = 4.4, NoiseTicks = 16 };
        TrendMarketConfig free =
            micro with { Instrument = Instrument.MNQ with { SlippageTicks = 0, CommissionPerSideCents = 0 } };
        FeatureTable usual = TrendMarket.Make(seed, days),
            rising = TrendMarket.Make(seed, days, micro with { RisingTicks = 6.4, FallingTicks = 2.8 });
        EnvironmentConfig config = EnvironmentConfig.Phase2 with { Actions = actions ?? ActionSet.Phase2 }, tight =
            config with { StopAtr = 0.75, TargetAtr = 2.25 };
        return
        [
            .. Score("NQ, balanced", AllOn, usual, config, reward),
            .. Score("NQ, balanced", "differences", usual, config,
                reward.Change<DrawdownAvoidanceTerm>(term => term with { PaysDifferences = false })),
            .. Score("NQ, balanced", "real tightening", usual, config,
                reward.Change<TightenTerm>(term => term with { NeedsRealTightening = false })),
            .. Score("NQ, balanced", "partial by profit", usual, config,
                reward.Change<PartialTerm>(term => term with { PaysByProfit = false })),
            .. Score("micro, balanced", AllOn, TrendMarket.Make(seed, days, micro), tight, reward),
            .. Score("micro, balanced", "costs", TrendMarket.Make(seed, days, free), tight, reward),
            .. Score("micro, rising", AllOn, rising, tight, reward),
            .. Score("micro, rising", "side penalty", rising, tight,
                reward.Change<SideBalanceTerm>(term => term with { Weight = 0 })),
        ];
    }

    private static IEnumerable<ExploiterScore> Score(
        string name, string guard, FeatureTable market, EnvironmentConfig config, RewardConfig reward)
    {
        config = config with { Reward = reward };
        IPolicy follower = new MovingAverageCross(market.Bars, 10, 30);
        (double followed, double followedUsd) = Episodes(follower, market, config);
        yield return new ExploiterScore(name, guard, "trend follower", followed, followedUsd, false, false);
        foreach (IPolicy policy in Exploiters(config.Actions, market.Bars))
        {
            (double earned, double usd) = Episodes(policy, market, config);
            yield return new ExploiterScore(name, guard, policy.Name, earned, usd, true, earned > followed)
            {
                IsPaidForLess = earned > followed && usd < followedUsd,
            };
        }
    }

    private static IPolicy[] Exploiters(ActionSet actions, BarSeries bars) =>
    [
        new AlwaysFlat(), new Churner(actions), new TrendChurner(actions, bars), new PartialFarmer(actions),
        new StopJiggler(actions), new OneSided(Side.Long),
        new OneSided(Side.Short),
    ];

    /// <summary>One episode a day from its first valid start; mean reward and mean net dollars.</summary>
    private static (double Reward, double NetUsd) Episodes(IPolicy policy, FeatureTable market, EnvironmentConfig config)
    {
        var rules = new RuleSet();
        TradingEnvironments environments = FirstEpisodes.OfEachDay(market, config, rules);
        double cents = 0;
        double reward = FirstEpisodes.MeanReward(
            environments, policy, index => cents += environments.Snapshot(index).EquityCents - rules.StartCents);
        return (reward, cents / environments.Count / 100);
    }
}
