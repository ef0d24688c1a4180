using RlTrainer.Compliance;
using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Features;
using RlTrainer.Market;

namespace RlTrainer.Tests.Evaluation;

public sealed class YardsticksTests
{
    // 30 days to choose on and 120 held out of the Fast market: few, so
    // the bounds are wide; the order is what the signal was planted for.
    [Fact]
    [Trait("Speed", "Slow")]
    public void On_the_fast_market_the_rules_rank_as_planted()
    {
        SyntheticMarket market =
            SyntheticBars.Generate(new SyntheticConfig { Days = 180, Signal = PlantedSignal.Fast, Seed = 42 });
        Yardsticks yardsticks =
            Yardsticks.Measure(market, market.Minutes.SliceDays(0, 30), market.Minutes.SliceDays(60, 180),
                EnvironmentConfig.Phase1, new RuleSet(), 1);
        double[] profits = [.. yardsticks.All.Select(one => one.Evaluation.Metrics.NetProfit.Value!.Value)];
        Assert.Equal(1, yardsticks.All[0].ShareOfOracle.Value);
        Assert.InRange(yardsticks.Oracle.Metrics.ProfitFactor.Value!.Value, 1.6, 4);
        Assert.InRange(profits[1], 0.5 * profits[0], 1.5 * profits[0]);
        Assert.True(profits[2] < 0.75 * profits[1], $"a single feature earned {profits[2]} of {profits[1]}");
        Assert.True(profits[3] < 0.5 * profits[0]);
        Assert.Equal(0, profits[4]);
        Assert.All(yardsticks.All, one => Assert.True(one.Evaluation.Audit!.IsClean));
    }

    [Fact]
    public void The_oracle_reads_the_drift_of_the_very_bars()
    {
        SyntheticMarket market = SyntheticBars.Generate(new SyntheticConfig { Days = 5, Signal = PlantedSignal.Fast });
        BarSeries part = market.Minutes.SliceDays(2, 4);
        sbyte[] sides = SideRules.Oracle(market, part);
        int offset = market.Minutes.Days[2].FirstBar;
        for (int bar = 0; bar < part.Count; bar++) Assert.Equal(Math.Sign(market.LatentDrift.Span[offset + bar]), sides[bar]);
        Assert.Contains((sbyte)1, sides);
        Assert.Contains((sbyte)-1, sides);
    }

    [Fact]
    public void Bars_of_another_market_are_refused()
    {
        SyntheticMarket market = SyntheticBars.Generate(new SyntheticConfig { Days = 2 });
        Assert.StartsWith("Bar 0 of hand-made is not a bar of synthetic",
            Assert.Throws<ArgumentException>(() => SideRules.Oracle(market, Journals.Bars(1))).Message, StringComparison.Ordinal);
    }

    // The rule buys above the mean by a deviation and sells below it by one; mirrored, the reverse.
    [Fact]
    public void A_single_feature_rule_follows_its_threshold()
    {
        FeatureTable table = FeatureSet.Base.Compute(SyntheticBars.Generate(new SyntheticConfig { Days = 2 }).Minutes);
        var statistics = FeatureNormalizer.Fit(table);
        sbyte[] with = SideRules.SingleFeature(table, statistics, 4, 1, isMirrored: false),
            against = SideRules.SingleFeature(table, statistics, 4, 1, isMirrored: true);
        for (int bar = 0; bar < table.BarCount; bar++)
        {
            double z = (table.Row(bar)[4] - statistics.Means[4]) / statistics.Deviations[4];
            int expected = bar < table.WarmUpBars ? 0 : z > 1 ? 1 : z < -1 ? -1 : 0;
            Assert.Equal((expected, -expected), (with[bar], against[bar]));
        }
    }
}
