using RlTrainer.Environments;
using RlTrainer.Market;
using RlTrainer.Tests.Trading;

namespace RlTrainer.Tests.Environments;

/// <summary>A reward term that somebody else defined pays, remembers, is saved and counted like the library's.</summary>
public sealed class OwnRewardTermTests
{
    private static readonly FormulaTerm Idle = RewardTerm.Of("idle", 0.5, step => step.IsExposed ? 0 : -0.01);

    /// <summary>Pays by how many bars of the episode have passed: 1, 2, 3 …</summary>
    private static readonly FormulaTerm Clock = RewardTerm.Of("clock", 0.001, 1, (step, memory) => ++memory[0]);

    [Fact]
    public void A_term_that_pays_while_flat_is_asked_at_every_bar()
    {
        // Held flat: −0.01 × 0.5 a bar and nothing else.
        (float[] rewards, _) = Flat(RewardConfig.Shaped.With(Idle), 5);
        Assert.Equal(Enumerable.Repeat(-0.005f, 5), rewards);
    }

    [Fact]
    public void A_term_that_says_it_pays_nothing_while_flat_is_not_asked_there()
    {
        (float[] rewards, _) = Flat(RewardConfig.Shaped.With(RewardTerm.Of("idle", 0.5, step => -0.01, paysWhileFlat: false)), 5);
        Assert.Equal(new float[5], rewards);
    }

    [Fact]
    public void A_term_remembers_within_an_episode_and_begins_each_with_nothing()
    {
        (float[] rewards, TradingEnvironments environments) = Flat(new RewardConfig(Clock), 3);
        Assert.Equal([0.001f, 0.002f, 0.003f], rewards);
        environments.Reset();
        float[] again = new float[1];
        environments.Step([0], again, new EpisodeEnd[1]);
        Assert.Equal(0.001f, again[0]);
    }

    /// <summary>A term as a type of its own that divides by what may be 0.</summary>
    private sealed record PerHeldBar(double Over) : IRewardTerm
    {
        public string Name => "per held bar";

        public double Weight => 1;

        public double Value(in RewardStep step, Span<double> memory) => Over / step.BarsHeld;
    }

    [Theory]
    [InlineData(0.0, "NaN")]           // 0 / 0
    [InlineData(1.0, "Infinity")]      // 1 / 0
    public void A_term_of_a_type_that_pays_no_finite_number_is_named_with_the_bar_and_the_remedy(double over, string paid)
    {
        string message = Assert.Throws<InvalidOperationException>(
            () => Flat(new RewardConfig(new PlainPnlTerm(), new PerHeldBar(over)), 3)).Message;
        Assert.Matches($"^The reward term 'per held bar' paid {paid} at bar [0-9]+; expected a finite number, and a finite "
            + $"sum of "
            + "all terms\\. Correct its Value \\(PerHeldBar\\), e\\.g\\. where it divides by what may be 0; or switch it "
            + "off with "
            + "weight 0\\.$", message);
    }

    [Fact]
    public void What_a_term_remembers_is_saved_and_restored()
    {
        (_, TradingEnvironments first) = Flat(new RewardConfig(Clock), 3);
        (_, TradingEnvironments second) = Flat(new RewardConfig(Clock), 0);
        second.RestoreState(first.SaveState());
        float[] reward = new float[1];
        second.Step([0], reward, new EpisodeEnd[1]);
        Assert.Equal(0.004f, reward[0]);
    }

    [Fact]
    public void A_state_saved_under_another_term_of_the_same_name_is_refused()
    {
        (_, TradingEnvironments first) = Flat(new RewardConfig(Clock), 3);
        (_, TradingEnvironments other) =
            Flat(new RewardConfig(RewardTerm.Of("clock", 0.001, 1, (step, memory) => memory[0] += 2)), 3);
        Assert.Contains("fingerprint of configuration and rules",
            Assert.Throws<ArgumentException>(() => other.RestoreState(first.SaveState())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_mean_stands_among_the_statistics_under_its_name()
    {
        (_, TradingEnvironments environments) = Flat(new RewardConfig(new PlainPnlTerm(), Clock), 3);
        Assert.Equal(["PlainPnl", "clock"], environments.Statistics.TermNames);
        Assert.Equal(0.002, environments.Statistics.TermMean("clock"), 7);          // (1 + 2 + 3)/3 thousandths
        var unknown = Assert.Throws<ArgumentException>(() => environments.Statistics.TermMean("Growth"));
        Assert.Equal("The reward term was 'Growth'; expected one that is on: PlainPnl, clock.", unknown.Message);
    }

    [Fact]
    public void The_vectorised_environments_and_the_scalar_reference_pay_it_alike()
    {
        Scenario scenario = Scenario.Of(3);
        scenario = scenario with { Config = scenario.Config with { Reward = RewardConfig.Shaped.With(Idle, Clock) } };
        Assert.True(ScalarComparison.Of(scenario, 150) > 0);
    }

    [Fact]
    public void A_hash_tells_terms_apart_by_what_they_pay_and_not_by_name()
    {
        string idle = Idle.Hash();
        Assert.Equal(64, idle.Length);
        Assert.Equal(idle, RewardTerm.Of("other name", 0.5, step => step.IsExposed ? 0 : -0.01).Hash());
        Assert.NotEqual(idle, RewardTerm.Of("idle", 0.4, step => step.IsExposed ? 0 : -0.01).Hash());
        string[] hashes = [.. RewardTerm.BuiltIn.Select(term => term.Hash()).Distinct()];
        // every built-in term pays something in the fixed episode
        Assert.Equal(RewardTerm.BuiltIn.Count, hashes.Length);
    }

    [Fact]
    public void Each_parameter_of_a_term_of_the_library_shows_in_its_hash()
    {
        IRewardTerm[] changed =
        [
            new RiskAdjustedReturnTerm { WindowBars = 30 }, new RiskAdjustedReturnTerm { VolatilityFloor = 0.01 },
            new DrawdownAvoidanceTerm { FromShare = 0.3 },
            new DrawdownAvoidanceTerm { PaysDifferences = false }, new TightenTerm { NeedsRealTightening = false },
            new PartialTerm { PaysByProfit = false },
        ];
        foreach (IRewardTerm term in changed)
            Assert.NotEqual(RewardTerm.BuiltIn.Single(known => known.Name == term.Name).Hash(), term.Hash());
    }

    [Fact]
    public void The_fixed_episode_of_the_hashes_holds_every_event()
    {
        RewardStep[] steps = [.. RewardProbe.Episode()];
        Assert.Contains(steps, step => step.EnteredSide == RlTrainer.Trading.Side.Long);
        Assert.Contains(steps, step => step.EnteredSide == RlTrainer.Trading.Side.Short);
        Assert.All<Func<RewardStep, bool>>(
            [step => step.IsClosed && step.RMultiple > 0, step => step.IsClosed && step.RMultiple < 0, step =>
                step.MovedToBreakEven, step => step.MovedStop && !step.Tightened,
             step => step.Tightened, step => step.Extended, step => step.IsPartial && step.PartialR > 0, step =>
                 step.BarsHeld > 390, step => !step.IsExposed],
            has => Assert.Contains(steps, step => has(step)));
    }

    [Fact]
    public void Two_terms_of_one_name_a_weight_out_of_range_and_a_reward_without_terms_are_refused()
    {
        Assert.Contains("Reward had 2 terms named 'idle'; expected different names.", Refusal(new RewardConfig(Idle, Idle)),
            StringComparison.Ordinal);
        Assert.Contains("Reward.idle.Weight was 101; expected a weight in [0, 100].",
            Refusal(new RewardConfig(RewardTerm.Of("idle", 101, step => 1))), StringComparison.Ordinal);
        Assert.Contains("Reward had no term that is on; expected at least one with a weight above 0.",
            Refusal(new RewardConfig()), StringComparison.Ordinal);
        Assert.Equal("The reward has no term 'Groth'; it has PlainPnl.",
            Assert.Throws<ArgumentException>(() => RewardConfig.Plain.Without("Groth")).Message);
    }

    private static string Refusal(RewardConfig reward) =>
        Assert.Throws<ArgumentException>(() => (EnvironmentConfig.Phase1 with { Reward = reward }).Checked()).Message;

    private static (float[] Rewards, TradingEnvironments Environments) Flat(RewardConfig reward, int steps)
    {
        BarSeries bars = TestMarket.Day(Instrument.NQ, 600, [.. Enumerable.Repeat(HandPlayed.Quiet, 24)]);
        EnvironmentConfig config =
            HandPlayed.OneContract with { EnvironmentCount = 1, MinimumBarsBeforeFlat = 5, Reward = reward };
        var environments = new TradingEnvironments(
            TestMarket.Table(bars), config, HandPlayed.NoDailyLimit, 1, null, EpisodeSchedule.Listed([1]));
        environments.Reset();
        float[] rewards = new float[steps], one = new float[1];
        for (int step = 0; step < steps; step++)
        {
            environments.Step([0], one, new EpisodeEnd[1]);
            rewards[step] = one[0];
        }
        return (rewards, environments);
    }
}
