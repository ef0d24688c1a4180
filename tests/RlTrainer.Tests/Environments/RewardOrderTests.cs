using RlTrainer.Compliance;
using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Features;
using RlTrainer.Policies;
using Xunit.Abstractions;

namespace RlTrainer.Tests.Environments;

/// <summary>
/// A reward is worth learning from only if it pays policies in the order in which they earn: who knows the
/// market more than the best rule on what can be seen, that rule more than chance, and nobody more than staying
/// flat where there is nothing to know. Mean reward of an episode a day, 700 generated days, both phases.
/// </summary>
public sealed class RewardOrderTests(ITestOutputHelper output)
{
    private const int Days = 700;
    private static readonly Dictionary<PlantedSignal, Days700> s_markets = [];

    public static TheoryData<string, int> Rewards => new()
    {
        { "ordered", 1 }, { "ordered", 2 }, { "plain", 1 }, { "plain", 2 },
    };

    [Theory]
    [MemberData(nameof(Rewards))]
    public void On_a_weak_signal_the_oracle_is_paid_more_than_the_rule_the_rule_more_than_chance_and_both_more_than_staying_flat(
        string name, int phase)
    {
        Paid paid = Of(PlantedSignal.Realistic, RewardConfig.Named(name), phase);
        output.WriteLine(paid.ToString());
        Assert.True(paid.Oracle > paid.Rule, paid.ToString());
        Assert.True(paid.Rule > paid.Random, paid.ToString());
        Assert.True(paid.Rule > 0, paid.ToString());
        Assert.True(paid.Random < 0, paid.ToString());
        Assert.Equal(0, paid.Flat);
    }

    [Theory]
    [MemberData(nameof(Rewards))]
    public void On_a_strong_signal_the_order_is_the_same(string name, int phase)
    {
        Paid paid = Of(PlantedSignal.Fast, RewardConfig.Named(name), phase);
        output.WriteLine(paid.ToString());
        Assert.True(paid.Oracle > paid.Rule && paid.Rule > paid.Random, paid.ToString());
        Assert.Equal(0, paid.Flat);
    }

    [Theory]
    [MemberData(nameof(Rewards))]
    public void Without_a_signal_nothing_is_paid_more_than_staying_flat(string name, int phase)
    {
        Paid paid = Of(PlantedSignal.None, RewardConfig.Named(name), phase);
        output.WriteLine(paid.ToString());
        Assert.True(paid.Rule < 0 && paid.Random < 0, paid.ToString());
        Assert.Equal(0, paid.Flat);
    }

    /// <summary>Why the original's formulas are a preset and not the default.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_originals_formulas_pay_even_the_oracle_less_than_staying_flat_on_a_weak_signal(int phase)
    {
        Paid paid = Of(PlantedSignal.Realistic, RewardConfig.Shaped, phase);
        output.WriteLine(paid.ToString());
        Assert.True(paid.Oracle < paid.Flat, paid.ToString());
    }

    private static Paid Of(PlantedSignal signal, RewardConfig reward, int phase)
    {
        Days700 market;
        lock (s_markets)
        {
            if (!s_markets.TryGetValue(signal, out market!)) s_markets[signal] = market = Days700.Made(signal);
        }
        EnvironmentConfig config = (phase == 1 ? EnvironmentConfig.Phase1 : EnvironmentConfig.Phase2) with { Reward = reward };
        return new Paid(
            MeanReward(SideRules.Policy("oracle", market.Oracle), market.Table, config),
            MeanReward(SideRules.Policy("rule", market.Rule), market.Table, config),
            MeanReward(new RandomEntries(1, 0.02), market.Table, config), MeanReward(new AlwaysFlat(), market.Table, config));
    }

    /// <summary>One episode a day from its first valid start.</summary>
    private static double MeanReward(IPolicy policy, FeatureTable table, EnvironmentConfig config) =>
        FirstEpisodes.MeanReward(FirstEpisodes.OfEachDay(table, config, new RuleSet()), policy);

    private sealed record Paid(double Oracle, double Rule, double Random, double Flat);

    private sealed record Days700(FeatureTable Table, sbyte[] Oracle, sbyte[] Rule)
    {
        public static Days700 Made(PlantedSignal signal)
        {
            SyntheticMarket market = SyntheticBars.Generate(new SyntheticConfig { Days = Days, Seed = 10, Signal = signal });
            FeatureTable table = FeatureSet.Base.Compute(market.Minutes);
            return new Days700(table, SideRules.Oracle(market, market.Minutes), SideRules.Planted(table, 0.14));
        }
    }
}
