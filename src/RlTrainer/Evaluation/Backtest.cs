using RlTrainer.Audit;
using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Policies;
using RlTrainer.Trading;

namespace RlTrainer.Evaluation;

/// <summary>
/// Runs a policy over held-out days, in order, with one account carried through, in the environment it was trained in:
/// same masks, fills, costs and rules. After a breach, once it has passed where that ends the account, when its time is
/// over, and after a day on which
/// no contract fitted above the threshold, a fresh account starts the next day.
/// </summary>
public static class Backtest
{
    /// <summary>Walks the days, measures the journal and has it audited.</summary>
    /// <param name="policy">Greedy, sampled or a baseline; it is guarded against illegal orders.</param>
    /// <param name="features">The normalised features of the held-out days.</param>
    /// <param name="config">The environment the policy was trained in.</param>
    /// <param name="rules">The programme's rules.</param>
    /// <param name="seed">Decides the resampling, not the walk.</param>
    /// <param name="seconds">Second bars that decide inside a minute; null: the minute rule.</param>
    /// <returns>Journal, figures with their intervals, chance of passing and audit.</returns>
    public static PolicyEvaluation Run(
        IPolicy policy, FeatureTable features, EnvironmentConfig config, RuleSet rules, ulong seed, BarSeries? seconds = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(config);
        WalkedDays walked = Walk(policy, features, config, rules, seconds);
        return PolicyEvaluation.Of(policy.Name, walked.Journal, features.Bars, rules, seed) with
        {
            Config = config,
            Walked = walked,
            Audit = ComplianceAudit.Run(features.Bars, rules, walked.Journal, seconds, AuditOptionsOf(config)),
        };
    }

    /// <summary>Only walks the days: for validation during training, where the reward is what counts.</summary>
    /// <param name="policy">Greedy, sampled or a baseline; it is guarded against illegal orders.</param>
    /// <param name="features">[bars, features] the normalised features of the days to walk.</param>
    /// <param name="config">The environment the policy was trained in.</param>
    /// <param name="rules">The programme's rules.</param>
    /// <param name="seconds">Second bars that decide inside a minute; null: the minute rule.</param>
    /// <returns>The journal and the reward of every day.</returns>
    public static WalkedDays Walk(
        IPolicy policy, FeatureTable features, EnvironmentConfig config, RuleSet rules, BarSeries? seconds = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(features);
        var journal = new TradingJournal();
        var environment = TradingEnvironments.Walk(features, config, rules, journal, seconds);
        var guard = new OrderGuard(policy, features.Bars, rules);
        int[] bars = new int[1], actions = new int[1];
        float[] dense = new float[environment.Layout.DenseCount], rewards = new float[1];
        byte[] masks = new byte[environment.ActionCount];
        var ends = new EpisodeEnd[1];
        var dayRewards = new List<double>();
        int entryChances = 0;
        for (environment.Reset(); ; environment.ResetEnded())
        {
            double sum = 0;
            do
            {
                environment.Observe(new Observations(bars, dense));
                environment.Masks(masks);
                if (masks[1] != 0 || masks[2] != 0) entryChances++;
                guard.Act(new Observations(bars, dense), masks, actions);
                environment.Step(actions, rewards, ends);
                sum += rewards[0];
            }
            while (ends[0] == EpisodeEnd.None);
            dayRewards.Add(sum);
            if (environment.WalkDone) return new WalkedDays(journal, dayRewards, entryChances, guard.RefusedCount);
        }
    }

    /// <summary>
    /// The policy with the baselines on the same days: always flat, always long, one purchase a day, random entries
    /// at about the policy's rate, and a moving-average cross.
    /// </summary>
    /// <param name="policies">The policy under evaluation first, e.g. greedy, then sampled.</param>
    /// <param name="features">The normalised features of the held-out days.</param>
    /// <param name="config">The environment the policies were trained in.</param>
    /// <param name="rules">The programme's rules.</param>
    /// <param name="seed">Decides the resampling and the random baseline.</param>
    /// <param name="seconds">Second bars that decide inside a minute; null: the minute rule.</param>
    /// <returns>The policies in the given order, then the baselines.</returns>
    /// <exception cref="ArgumentException">No policy was given.</exception>
    public static Comparison Compare(
        IReadOnlyList<IPolicy> policies, FeatureTable features, EnvironmentConfig config, RuleSet rules, ulong seed,
        BarSeries? seconds = null)
    {
        ArgumentNullException.ThrowIfNull(policies);
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(rules);
        if (policies.Count == 0) throw new ArgumentException("A comparison was asked of no policies; expected at least one.");
        var evaluations = policies.Select(policy => Run(policy, features, config, rules, seed, seconds)).ToList();
        WalkedDays subject = evaluations[0].Walked!;
        IPolicy[] baselines =
        [
            new AlwaysFlat(), new AlwaysLong(), new BuyOnceADay(features.Bars),
            new RandomEntries(seed, RandomEntries.RateFor(subject.Journal.Trades.Count, subject.EntryChances)),
            new MovingAverageCross(features.Bars),
        ];
        evaluations.AddRange(baselines.Select(policy => Run(policy, features, config, rules, seed, seconds)));
        return new Comparison(evaluations);
    }

    private static AuditOptions AuditOptionsOf(EnvironmentConfig config) => new()
    {
        Execution = config.Execution,
        MicrosNearThreshold = config.MicrosNearThreshold,
        FloorAfterTarget = config.AfterTarget == TargetOutcome.RaisesFloor,
        TargetThroughTicks = config.TargetFill == TargetFill.TradedThrough ? 1 : 0,
    };
}
