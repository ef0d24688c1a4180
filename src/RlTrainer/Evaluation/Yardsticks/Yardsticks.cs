using RlTrainer.Compliance;
using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Evaluation;

/// <summary>
/// What can be earned on a synthetic market's held-out days in the real environment: by an oracle that knows the planted
/// drift, by the best rule on observable features, by the best rule on a single feature, by chance and by doing nothing.
/// Thresholds are chosen on training days by profit. A learner's profit is judged as a share of the oracle's.
/// </summary>
public sealed class Yardsticks
{
    private const int ChoosingDays = 150;
    private static readonly double[] PlantedThresholds = [0.04, 0.07, 0.10, 0.14, 0.20, 0.28], FeatureThresholds = [0, 0.5, 1, 2];
    private readonly FeatureTable _heldOut;
    private readonly EnvironmentConfig _config;
    private readonly RuleSet _rules;
    private readonly ulong _seed;

    private Yardsticks(FeatureTable heldOut, EnvironmentConfig config, RuleSet rules, ulong seed)
    {
        (_heldOut, _config, _rules, _seed) = (heldOut, config, rules, seed);
        All = [];
    }

    /// <summary>The yardsticks, the oracle first.</summary>
    public IReadOnlyList<Yardstick> All { get; private set; }

    /// <summary>The oracle's evaluation.</summary>
    public PolicyEvaluation Oracle => All[0].Evaluation;

    /// <summary>Measures all yardsticks.</summary>
    /// <param name="market">The synthetic market that both parts come from.</param>
    /// <param name="train">Days on which thresholds are chosen; the first 150 of them are used.</param>
    /// <param name="heldOut">Days on which the yardsticks are measured.</param>
    /// <param name="config">The environment; entries only, so phase 1's action set serves every phase.</param>
    /// <param name="rules">The programme's rules.</param>
    /// <param name="seed">Decides the random yardstick and the resampling.</param>
    /// <returns>The yardsticks; the oracle knows the planted drift.</returns>
    public static Yardsticks Measure(
        SyntheticMarket market, BarSeries train, BarSeries heldOut, EnvironmentConfig config, RuleSet rules, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(heldOut);
        ArgumentNullException.ThrowIfNull(market);
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(rules);
        FeatureTable choosing = FeatureSet.Base.Compute(train.SliceDays(0, Math.Min(ChoosingDays, train.Days.Count)));
        var yardsticks = new Yardsticks(FeatureSet.Base.Compute(heldOut), config, rules, seed);
        (string Rule, IPolicy Policy)[] rulesInOrder =
        [
            Scheduled("oracle: sign of the planted drift", SideRules.Oracle(market, heldOut)),
            yardsticks.BestPlanted(choosing),
            yardsticks.BestSingleFeature(choosing),
        ];
        yardsticks.Run(rulesInOrder);
        return yardsticks;
    }

    /// <summary>Another policy's profit as a share of the oracle's, with its interval; both walked on the same days.</summary>
    /// <param name="evaluation">A policy walked on the held-out days of these yardsticks.</param>
    /// <returns>Its profit and its share of the oracle's.</returns>
    public Yardstick Judge(PolicyEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        return Judged(evaluation.PolicyName, evaluation, Oracle);
    }

    private void Run((string Rule, IPolicy Policy)[] rules)
    {
        PolicyEvaluation[] evaluations = [.. rules.Select(rule => Evaluate(rule.Policy))];
        WalkedDays oracle = evaluations[0].Walked!;
        double rate = RandomEntries.RateFor(oracle.Journal.Trades.Count, oracle.EntryChances);
        PolicyEvaluation random = Evaluate(new RandomEntries(_seed, rate)), flat = Evaluate(new AlwaysFlat());
        All =
        [
            .. rules.Select((rule, index) => Judged(rule.Rule, evaluations[index], evaluations[0])),
            Judged("random entries at the oracle's rate", random, evaluations[0]), Judged("always flat", flat, evaluations[0]),
        ];
    }

    private Yardstick Judged(string rule, PolicyEvaluation evaluation, PolicyEvaluation oracle)
    {
        double profit = evaluation.Metrics.NetProfit.Value ?? 0, best = oracle.Metrics.NetProfit.Value ?? 0;
        Measured share = best > 0 ? Measured.Of(profit / best) : Measured.Undefined("the oracle earned nothing");
        long[] mine = [.. evaluation.Metrics.Days.Select(day => day.PnlCents)],
            oracles = [.. oracle.Metrics.Days.Select(day => day.PnlCents)];
        var random = Rng.Stream(_seed, "share of the oracle");
        Interval? interval = mine.Length != oracles.Length ? null : new DayBootstrap().Of(mine.Length, drawn =>
        {
            long own = 0, full = 0;
            foreach (int day in drawn) (own, full) = (own + mine[day], full + oracles[day]);
            return full > 0 ? own / (double)full : null;
        }, ref random);
        return new Yardstick(rule, evaluation, share, interval);
    }

    private PolicyEvaluation Evaluate(IPolicy policy) => Backtest.Run(policy, _heldOut, _config, _rules, _seed);

    private (string Rule, IPolicy Policy) BestPlanted(FeatureTable choosing)
    {
        double best = BestThreshold(choosing, _config, _rules);
        return Scheduled($"best observable rule: wicks and clock, threshold {Plain(best)} ATR",
            SideRules.Planted(_heldOut, best));
    }

    /// <summary>The threshold of the planted rule that earned most on some days, ATR.</summary>
    /// <param name="choosing">[bars, features] raw rows of the base set.</param>
    /// <param name="config">The environment.</param>
    /// <param name="rules">The programme's rules.</param>
    internal static double BestThreshold(FeatureTable choosing, EnvironmentConfig config, RuleSet rules) =>
        PlantedThresholds.MaxBy(threshold =>
            ProfitCents(SideRules.Planted(choosing, threshold), choosing, config, rules));

    private (string Rule, IPolicy Policy) BestSingleFeature(FeatureTable choosing)
    {
        var statistics = FeatureNormalizer.Fit(choosing);
        long most = long.MinValue;
        (int feature, double threshold, bool isMirrored) = (0, 0, false);
        foreach ((int candidate, double limit, bool mirror) in Candidates(choosing.FeatureCount))
        {
            long profit = ProfitCents(
                SideRules.SingleFeature(choosing, statistics, candidate, limit, mirror), choosing, _config, _rules);
            if (profit > most) (most, feature, threshold, isMirrored) = (profit, candidate, limit, mirror);
        }
        return Scheduled(
            $"best single feature: {choosing.Names[feature]}, {(isMirrored ? "against" : "with")} it beyond {Plain(threshold)} "
            + $"deviations",
            SideRules.SingleFeature(_heldOut, statistics, feature, threshold, isMirrored));
    }

    private static IEnumerable<(int Feature, double Threshold, bool IsMirrored)> Candidates(int features) =>
        from feature in Enumerable.Range(0, features)
        from threshold in FeatureThresholds
        from sign in Enumerable.Range(0, 2)
        select (feature, threshold, sign == 1);

    private static long ProfitCents(sbyte[] sides, FeatureTable table, EnvironmentConfig config, RuleSet rules) =>
        Backtest.Walk(SideRules.Policy("candidate", sides), table, config, rules).Journal.Trades.Sum(trade => trade.NetCents);

    private static (string Rule, IPolicy Policy) Scheduled(string rule, sbyte[] sides) => (rule, SideRules.Policy(rule, sides));

    private static string Plain(double value) => value.ToString("0.##", System.Globalization.CultureInfo.InvariantCulture);
}
