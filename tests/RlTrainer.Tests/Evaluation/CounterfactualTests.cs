using RlTrainer.Compliance;
using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Features;
using RlTrainer.Policies;

namespace RlTrainer.Tests.Evaluation;

public sealed class CounterfactualTests
{
    private static readonly FeatureTable Features =
        FeatureSet.Base.Compute(SyntheticBars.Generate(new SyntheticConfig { Days = 10, Seed = 5 }).Minutes);
    private static readonly EnvironmentConfig Config = EnvironmentConfig.Phase1;
    private static readonly PolicyEvaluation Evaluation =
        Backtest.Run(new RandomEntries(2, 0.02), Features, Config, new RuleSet(), 1);

    // Every market order pays a tick of 5 dollars a contract more; every
    // fill its commission again; without costs all of them come back.
    [Fact]
    public void Changed_costs_follow_from_the_fills()
    {
        IReadOnlyList<Counterfactual> costs = Counterfactuals.CostsOf(Evaluation);
        long marketContracts = Evaluation.Journal.Fills.Where(fill => fill.SlippageTicks > 0).Sum(fill => fill.Contracts);
        Assert.Equal(-5.0 * marketContracts, costs[0].Difference, 6);
        Assert.Equal(-Evaluation.Journal.Fills.Sum(fill => fill.CommissionCents) / 100.0, costs[1].Difference, 6);
        Assert.Equal(Evaluation.Metrics.Costs.Value!.Value, costs[2].Difference, 6);
        double gross = Evaluation.Journal.Trades.Sum(trade => (double)Math.Max(0, trade.NetCents + trade.CostCents)),
            lost = Evaluation.Journal.Trades.Sum(trade => (double)Math.Min(0, trade.NetCents + trade.CostCents));
        Assert.Equal(-gross / lost, costs[2].ProfitFactor.Value!.Value, 9);
    }

    [Fact]
    public void Other_stops_sizes_and_fills_are_walked_afresh()
    {
        IReadOnlyList<Counterfactual> changed =
            Counterfactuals.Of(Evaluation, () => new RandomEntries(2, 0.02), Features, Config, new RuleSet(), 1);
        Assert.DoesNotContain(changed, one => one.Change == "stop 1.5 ATR, target 4.5 ATR");      // that is the evaluation itself
        Assert.DoesNotContain(changed, one => one.Change == "2 contracts");
        Assert.Contains(changed, one => one.Change == "stop 1.0 ATR, target 3.0 ATR" && one.Trades > 0);
        Assert.Contains(changed, one => one.Change == "1 contract");
        Assert.Contains(changed, one => one.Change == "targets fill when touched");
        foreach (Counterfactual one in changed)
            Assert.Equal(Evaluation.Metrics.NetProfit.Value!.Value + one.Difference, one.NetProfit.Value!.Value, 6);
    }
}
