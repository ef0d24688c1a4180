using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Policies;
using RlTrainer.Tests.Environments;

namespace RlTrainer.Tests.Learning;

/// <summary>The all-action policy gradient at work: what it learns from,
/// that it learns, and that the same run gives the same bytes.</summary>
public sealed class AllActionAlgorithmTests
{
    private static readonly AllActionConfig s_cartPole = new()
    {
        Steps = 150 * 8 * 32,
        StepsPerRollout = 32,
        Hidden = [32],
        BatchSize = 64,
        LearningRate = 1e-3,
        Discount = 0.95,
        EntropyWeight = 0.01,
        AdvantageUnit = 2,
    };

    [Fact]
    public void It_learns_CartPole()
    {
        var environment = new CartPole(8, 1);
        using CpuEngine engine = Engine(environment, s_cartPole, threads: 1);
        UpdateReport[] reports = [.. new Trainer(environment, engine, s_cartPole, seed: 1).Run()];
        double before = reports[..5].Where(report => report.Episodes > 0).Average(report => report.EpisodeLength);
        double after = reports[^5..].Where(report => report.Episodes > 0).Select(report => report.EpisodeLength)
            .DefaultIfEmpty(CartPole.StepLimit).Average();
        // a cart pushed at random falls after some 20 steps
        Assert.InRange(before, 8, 60);
        Assert.True(after > 3 * before, $"the mean episode length went from {before:F0} to {after:F0}");
    }

    /// <summary>Q(a) = 1 + γ·V(s'), 1 where the pole falls; the target is Σ π·Q and an advantage (Q − target)/unit.</summary>
    [Fact]
    public void Advantages_and_targets_are_those_of_the_branches()
    {
        var environment = new CartPole(3, 4);
        using CpuEngine engine = Engine(environment, s_cartPole, threads: 1);
        environment.Place(1, new CartPoleState(2.39, 3, 0, 0));                    // leaves the track whatever is done
        var collector = new BranchCollector(Context(environment, engine), s_cartPole);
        CartPoleState[] states = environment.States.ToArray();
        var rollout = new BranchRollout(1, 3, environment.Layout, 2);
        collector.Fill(rollout);
        float[] logits = new float[2], value = new float[1];
        double[] log = new double[2];
        for (int index = 0; index < 3; index++)
        {
            Evaluate(engine, states[index], logits, value);
            MaskedCategorical.LogProbabilities([logits[0], logits[1]], [1, 1], log);
            double[] q = [Worth(states[index].After(0)), Worth(states[index].After(1))];
            double target = Math.Exp(log[0]) * q[0] + Math.Exp(log[1]) * q[1];
            Assert.Equal(target, rollout.Targets[index], 1e-5);
            Assert.Equal((q[0] - target) / 2, rollout.Advantages[2 * index], 1e-5);
            Assert.Equal((q[1] - target) / 2, rollout.Advantages[2 * index + 1], 1e-5);
        }
        Assert.Equal(1f, rollout.Targets[1], 1e-6f);

        double Worth(CartPoleState after)
        {
            float[] next = new float[1];
            Evaluate(engine, after, new float[2], next);
            return after.IsOutside ? 1.0 : 1.0 + s_cartPole.Discount * next[0];
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]     // phase 2 with branches that follow the policy beyond the exit
    public void In_the_market_one_thread_and_three_make_the_same_bytes_and_a_resumed_trainer_goes_on_to_them(int phase)
    {
        PolicyWeights one = Trained(phase, threads: 1, updates: 4), three = Trained(phase, threads: 3, updates: 4);
        Same(one, three);
        Trainer first = Made(phase, threads: 1, out CpuEngine firstEngine),
            second = Made(phase, threads: 1, out CpuEngine secondEngine);
        using (firstEngine)
        using (secondEngine)
        {
            first.Update();
            first.Update();
            second.Restore(first.Save());
            second.Update();
            second.Update();
            Same(one, secondEngine.Weights());
        }
    }

    [Fact]
    public void A_step_is_a_decision_and_bars_are_counted_beside_it()
    {
        Trainer trainer = Made(1, threads: 1, out CpuEngine engine);
        using (engine)
        {
            UpdateReport report = trainer.Update();
            Assert.Equal(6 * 16, report.Steps);
            Assert.True(report.Bars > report.Steps, $"{report.Bars} bars");
            Assert.Equal((double)report.Steps / report.Bars, report.DecisionShare, 1e-12);
        }
    }

    [Fact]
    public void Environments_that_cannot_be_branched_and_a_leash_without_a_start_are_refused()
    {
        var faulty = new FaultyCartPole(2, 1);
        using CpuEngine engine = Engine(faulty, s_cartPole, threads: 1);
        Assert.Equal(
            "The algorithm 'all-actions' works out what every action leads to; FaultyCartPole cannot be branched (it is no "
            + "IBranchingEnvironment). Use PPO, or environments whose world does not answer.",
            Assert.Throws<ArgumentException>(() => new Trainer(faulty, engine, s_cartPole, 1)).Message);
        Assert.Equal(
            "LeashWeight was 0.1, but the run starts from no model; expected 0, or a model to start from.",
            Assert.Throws<ArgumentException>(
                () => new Trainer(new CartPole(2, 1), engine, s_cartPole with { LeashWeight = 0.1 }, 1)).Message);
    }

    [Fact]
    public void Schedules_fall_linearly_over_the_decisions()
    {
        var config = new AllActionConfig { Steps = 1000, LearningRate = 1e-3, EntropyWeight = 0.1, FinalEntropyShare = 0.5 };
        Assert.Equal((1e-3f, 0.1f), (config.SettingsAt(0).LearningRate, config.SettingsAt(0).EntropyWeight));
        Assert.Equal((6e-4f, 0.075f), (config.SettingsAt(500).LearningRate, config.SettingsAt(500).EntropyWeight));
        Assert.Equal((2e-4f, 0.05f), (config.SettingsAt(1000).LearningRate, config.SettingsAt(1000).EntropyWeight));
        Assert.True(config.SettingsAt(0).LimitsNetworksApart);
        Assert.Equal(0.03f, config.SettingsAt(0).KlLimit, 1e-7f);
        Assert.Equal(float.PositiveInfinity, (config with { TargetKl = 0 }).SettingsAt(0).KlLimit);
        Assert.Equal(0.05, (config with { LeashWeight = 0.1, LeashSteps = 200 }).LeashAt(100), 1e-12);
    }

    [Fact]
    public void A_value_out_of_range_is_named_with_its_range()
    {
        Assert.Equal("AdvantageUnit was 0; must be in (0, 1000]; 1 is usual.",
            Assert.Throws<ArgumentException>(() => new AllActionConfig { AdvantageUnit = 0 }.Checked()).Message);
        Assert.Equal("FinalEntropyShare was 2; must be in [0, 1]; 1 is usual.",
            Assert.Throws<ArgumentException>(() => new AllActionConfig { FinalEntropyShare = 2 }.Checked()).Message);
        Assert.Equal("Steps was 0; must be in [1, 1000000000000]; 512,000 is usual.",
            Assert.Throws<ArgumentException>(() => new AllActionConfig { Steps = 0 }.Checked()).Message);
        Assert.Equal("ManagedBars was 5; must be 0 where branches hold (set Branches to Greedy).",
            Assert.Throws<ArgumentException>(() => new AllActionConfig { ManagedBars = 5 }.Checked()).Message);
        Assert.Equal("LeastBranchBars was 60; must be 0 where branches hold (set Branches to Greedy).",
            Assert.Throws<ArgumentException>(() => new AllActionConfig { LeastBranchBars = 60 }.Checked()).Message);
        Assert.Equal("ManagedBars was -1; must be in [0, 100000]; 0 (to the end) is usual.", Assert.Throws<ArgumentException>(
            () => new AllActionConfig { Branches = BranchManagement.Greedy, ManagedBars = -1 }.Checked()).Message);
        Assert.Equal(new AllActionConfig { Hidden = [7] }, new AllActionConfig { Hidden = [7] });
        Assert.NotEqual(new AllActionConfig { Hidden = [7] }, new AllActionConfig { Hidden = [7], EntropyWeight = 0.02 });
    }

    private static LearningContext Context(CartPole environment, CpuEngine engine)
    {
        engine.Bind(environment.Table);
        return new LearningContext(environment, engine, seed: 1, time: null, anchor: null);
    }

    private static CpuEngine Engine(IVectorEnvironment environment, AllActionConfig config, int threads) =>
        new(environment.Layout, new NetworkShape(environment.Layout.Size, config.Hidden, environment.ActionCount), seed: 1,
            threads);

    private static void Evaluate(CpuEngine engine, CartPoleState state, float[] logits, float[] value)
    {
        (double position, double velocity, double angle, double angularVelocity) = state;
        engine.Evaluate(new Observations(
            new int[1], new[] { (float)position, (float)velocity, (float)angle, (float)angularVelocity }), logits, value);
    }

    private static Trainer Made(int phase, int threads, out CpuEngine engine)
    {
        Scenario scenario = Scenario.Of(1, withSeconds: false);
        EnvironmentConfig environment =
            (phase == 1 ? EnvironmentConfig.Phase1 : EnvironmentConfig.Phase2) with { EnvironmentCount = 6 };
        var environments = new TradingEnvironments(scenario.Table, environment, new RlTrainer.Compliance.RuleSet(), 7);
        var config = new AllActionConfig { Steps = 4 * 6 * 16, StepsPerRollout = 16, Hidden = [24, 16], BatchSize = 32 };
        if (phase == 3) config = config with { Branches = BranchManagement.Greedy, LeastBranchBars = 30, ManagedBars = 45 };
        engine = Engine(environments, config, threads);
        return new Trainer(environments, engine, config, seed: 5);
    }

    private static PolicyWeights Trained(int phase, int threads, int updates)
    {
        Trainer trainer = Made(phase, threads, out CpuEngine engine);
        using (engine)
        {
            for (int update = 0; update < updates; update++) trainer.Update();
            return engine.Weights();
        }
    }

    private static void Same(PolicyWeights expected, PolicyWeights actual)
    {
        foreach ((WeightTensor left, WeightTensor right) in expected.Tensors.Zip(actual.Tensors))
            Assert.Equal(left.Values, right.Values);
    }
}
