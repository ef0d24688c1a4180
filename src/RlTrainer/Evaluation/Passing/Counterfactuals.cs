using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Market;
using RlTrainer.Policies;
using RlTrainer.Trading;

namespace RlTrainer.Evaluation;

/// <summary>
/// The same policy on the same days with one thing changed: other stops and targets,
/// another size, other costs, other rules. The policy was not trained for the change, so
/// these say how much hangs on an assumption, not what a policy trained for it would do.
/// </summary>
public static class Counterfactuals
{
    /// <summary>Stops and targets that are tried, in ATR.</summary>
    public static IReadOnlyList<(double Stop, double Target)> StopsAndTargets { get; } =
        [(1.0, 3.0), (1.5, 3.0), (1.5, 4.5), (2.0, 4.5), (2.0, 6.0), (3.0, 6.0)];

    /// <summary>Walks the days once for each change, and works out the cost changes from the fills.</summary>
    /// <param name="evaluation">The policy as evaluated.</param>
    /// <param name="policy">Makes the policy afresh for each walk, so that a sampled one draws the same stream.</param>
    /// <param name="features">The normalised features of the held-out days.</param>
    /// <param name="config">The environment of the evaluation.</param>
    /// <param name="rules">The programme's rules.</param>
    /// <param name="seed">Decides the resampling.</param>
    /// <returns>One entry a change, with what it would have left.</returns>
    public static IReadOnlyList<Counterfactual> Of(
        PolicyEvaluation evaluation, Func<IPolicy> policy, FeatureTable features, EnvironmentConfig config, RuleSet rules,
        ulong seed)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(rules);
        var changed = new List<Counterfactual>(CostsOf(evaluation));
        foreach ((double stop, double target) in StopsAndTargets)
            if (stop != config.StopAtr || target != config.TargetAtr)
                changed.Add(Walked($"stop {Plain(stop)} ATR, target {Plain(target)} ATR",
                    config with { StopAtr = stop, TargetAtr = target }));
        foreach (int contracts in new[] { 1, 2, 4 })
            if (contracts != config.Contracts)
                changed.Add(Walked($"{contracts} {(contracts == 1 ? "contract" : "contracts")}",
                    config with { Contracts = contracts }));
        changed.Add(Walked(
            config.TargetFill == TargetFill.TradedThrough ? "targets fill when touched" : "targets fill when traded through",
            config with
            {
                TargetFill = config.TargetFill == TargetFill.TradedThrough ? TargetFill.Touched
                : TargetFill.TradedThrough
            }));
        foreach (RuleSet preset in RulePresets.All.Where(preset => preset.Name != rules.Name
            && preset.StartCents == rules.StartCents))
            changed.Add(Walked($"the rules of {preset.Title}", config, preset));
        return changed;

        Counterfactual Walked(string change, EnvironmentConfig other, RuleSet? otherRules = null)
        {
            WalkedDays walked = Backtest.Walk(policy(), features, other, otherRules ?? rules);
            EvaluationMetrics metrics = MetricsFromJournal.Of(walked.Journal, features.Bars, (otherRules ?? rules).StartCents);
            return Compared(change, evaluation, [.. metrics.Days.Select(day => day.PnlCents / 100.0)], metrics.ProfitFactor,
                walked.Journal.Trades.Count);
        }
    }

    /// <summary>What more slippage, dearer commissions and no costs at all would have left, from the fills alone: the same
    /// trades.</summary>
    /// <param name="evaluation">A policy as evaluated.</param>
    /// <returns>Three entries.</returns>
    public static IReadOnlyList<Counterfactual> CostsOf(PolicyEvaluation evaluation)
    {
        ArgumentNullException.ThrowIfNull(evaluation);
        int tick = evaluation.Bars.Instrument.TickValueCents;
        return
        [
            Recosted(evaluation, "one more tick of slippage", fill => fill.SlippageTicks > 0 ? fill.Contracts * TickOf(fill) : 0),
            Recosted(evaluation, "twice the commission", fill => fill.CommissionCents),
            Recosted(evaluation, "no costs at all", fill =>
                -fill.CommissionCents - fill.FeeCents - fill.Contracts * fill.SlippageTicks * TickOf(fill)),
        ];

        long TickOf(Fill fill) => fill.IsMicro ? tick / Instrument.MicrosOfAMini : tick;
    }

    private static Counterfactual Recosted(PolicyEvaluation evaluation, string change, Func<Fill, long> extraCents)
    {
        IReadOnlyList<DayResult> days = evaluation.Metrics.Days;
        int skipped = evaluation.Bars.Days.Count - days.Count;
        double[] profits = SelectionEvidence.DailyProfits(evaluation);
        foreach (Fill fill in evaluation.Journal.Fills)
            profits[DayResults.DayOf(evaluation.Bars, fill.BarIndex) - skipped] -= extraCents(fill) / 100.0;
        ILookup<int, Fill> fills = evaluation.Journal.Fills.ToLookup(fill => fill.AccountNumber);
        double won = 0, lost = 0;
        foreach (Trade trade in evaluation.Journal.Trades)
        {
            long extra = fills[trade.AccountNumber].Where(
                fill => fill.BarIndex >= trade.EntryBar && fill.BarIndex <= trade.ExitBar && BelongsTo(fill, trade))
                    .Sum(extraCents);
            double net = (trade.NetCents - extra) / 100.0;
            if (net > 0) won += net;
            else lost -= net;
        }
        return Compared(change, evaluation, profits, Measured.Ratio(won, lost, "no trade lost"), evaluation.Journal.Trades.Count);
    }

    /// <summary>A bar can hold one trade's exit and the next one's entry: an entry belongs to the trade that begins there,
    /// an exit to the one that ends there.</summary>
    private static bool BelongsTo(Fill fill, Trade trade) => fill.Reason == FillReason.Entry
        ? fill.BarIndex == trade.EntryBar
        : fill.BarIndex > trade.EntryBar || trade.ExitBar == trade.EntryBar;

    private static Counterfactual Compared(
        string change, PolicyEvaluation evaluation, double[] profits, Measured profitFactor, int trades)
    {
        double[] own = SelectionEvidence.DailyProfits(evaluation);
        double[] differences = [.. profits.Zip(own, (other, mine) => other - mine)];
        Moments moments = Moments.Of(differences);
        return new Counterfactual(
            change, Measured.Of(profits.Sum()), profitFactor, trades, differences.Sum(),
            Measured.Ratio(moments.Mean * Math.Sqrt(moments.Count), moments.Deviation, "every day differs by the same"));
    }

    private static string Plain(double value) => value.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture);
}
