using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Policies;
using RlTrainer.Tests.Environments;

namespace RlTrainer.Tests.Learning;

/// <summary>PPO whose steps are decisions, whose advantages have a fixed unit, and whose critic goes on when the policy
/// stops.</summary>
public sealed class DecisionStepTests
{
    private static readonly PpoConfig s_mended = new()
    {
        Steps = 6 * 16 * 4,
        StepsPerRollout = 16,
        Hidden = [24, 16],
        BatchSize = 32,
        Epochs = 3,
        ByDecision = true,
        CriticContinues = true,
        NormalizeRewards = false,
        AdvantageNormalization = AdvantageNormalization.None,
        AdvantageUnit = 2,
    };

    /// <summary>γ = λ = 0.5. One decision of 2 bars (γ² = 0.25) before one of 1 bar, rewards 1, values 2 and 4, last 8: δ₁ = 1 +
    /// 4 − 4 = 1;
    /// δ₀ = 1 + 0.25 · 4 − 2 = 0; A₀ = 0 + 0.25 · 0.5 · 1 = 0.125.</summary>
    [Fact]
    public void The_discount_goes_by_bar_and_lambda_by_decision()
    {
        var rollout = new Rollout(2, 1, new ObservationLayout(0, 0, 1), 2, isByDecision: true);
        (rollout.Rewards(0)[0], rollout.Rewards(1)[0]) = (1f, 1f);
        (rollout.Values(0)[0], rollout.Values(1)[0], rollout.LastValues[0]) = (2f, 4f, 8f);
        (rollout.Discounts[0], rollout.Discounts[1]) = (0.25f, 0.5f);
        Advantage.Compute(rollout, discount: 0.5, lambda: 0.5);
        Assert.Equal([0.125f, 1f], rollout.Advantages);
        Assert.Equal([2.125f, 5f], rollout.Returns);
        Advantage.InUnits(rollout.Advantages, 0.5);
        Assert.Equal([0.25f, 2f], rollout.Advantages);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void One_thread_and_three_make_the_same_bytes_and_a_resumed_trainer_goes_on_to_them(int phase)
    {
        (Trainer one, CpuEngine oneEngine) = Made(phase, threads: 1);
        (Trainer three, CpuEngine threeEngine) = Made(phase, threads: 3);
        (Trainer resumed, CpuEngine resumedEngine) = Made(phase, threads: 2);
        using (oneEngine) using (threeEngine) using (resumedEngine)
        {
            UpdateReport report = one.Update();
            Assert.Equal(6 * 16, report.Steps);
            Assert.True(report.Bars > report.Steps || phase == 2, $"{report.Bars} bars");
            one.Update();
            resumed.Restore(one.Save());
            one.Update();
            resumed.Update();
            for (int update = 0; update < 3; update++) three.Update();
            foreach (CpuEngine other in new[] { threeEngine, resumedEngine })
                foreach ((WeightTensor left, WeightTensor right) in oneEngine.Weights().Tensors.Zip(other.Weights().Tensors))
                    Assert.Equal(left.Values, right.Values);
        }
    }

    /// <summary>A forced state leaves no choice, so that none stands in a rollout of decisions.</summary>
    [Fact]
    public void Every_state_of_its_minibatches_is_a_decision_and_advantages_are_not_stretched()
    {
        TradingEnvironments environment = Environments(1);
        using CpuEngine engine = Engine(environment, 1);
        var collector = new RolloutCollector(Bound(environment, engine), normalizes: true, discountByDecision: 0.99);
        var rollout = new Rollout(16, 6, environment.Layout, environment.ActionCount, isByDecision: true);
        collector.Fill(rollout);
        for (int state = 0; state < rollout.Count; state++)
            Assert.True(MaskedCategorical.LegalCount(
                rollout.AllMasks.Slice(state * environment.ActionCount, environment.ActionCount)) > 1);
        Assert.All(rollout.Discounts, discount => Assert.InRange(discount, 0f, 0.99f));
        Assert.True(rollout.Discounts.Min() < 0.95f, "no decision reached over several bars");
    }

    /// <summary>A KL limit near 0 stops the policy after its first minibatch; the value network takes the other steps as
    /// well.</summary>
    [Fact]
    public void The_critic_goes_on_where_the_KL_stops_the_policy()
    {
        PpoConfig stopping = s_mended with { TargetKl = 1e-9 };
        (Trainer stops, CpuEngine left) = Made(1, 1, stopping with { CriticContinues = false });
        (Trainer continues, CpuEngine right) = Made(1, 1, stopping);
        using (left) using (right)
        {
            Assert.True(stops.Update().Learning.StoppedByKl);
            LearnStatistics learning = continues.Update().Learning;
            Assert.True(learning.StoppedByKl);
            Assert.Equal(1, learning.MinibatchesExecuted);
            foreach ((WeightTensor one, WeightTensor other) in left.Weights().Tensors.Zip(right.Weights().Tensors))
            {
                if (one.Name.StartsWith("policy", StringComparison.Ordinal)) Assert.Equal(one.Values, other.Values);
                else Assert.NotEqual(one.Values, other.Values);
            }
            // of 9 minibatches one was the policy's, one too far
            Assert.Equal(7, right.Optimizer().StepCount - left.Optimizer().StepCount);
        }
    }

    [Fact]
    public void A_step_of_the_critic_alone_is_that_of_the_reference_and_leaves_the_policys_moments()
    {
        var layout = new ObservationLayout(3, 4, 2);
        var data = new EngineCase(layout, new NetworkShape(layout.Size, [17, 8], 3), 40, seed: 7, 1.0);
        using var reference = new ReferenceEngine(data.Layout, data.Network, seed: 3);
        using var engine = new CpuEngine(data.Layout, data.Network, seed: 3, threads: 2);
        StepSettings alone = EngineCase.Settings with { IsValueOnly = true };
        PolicyWeights before = engine.Weights();
        foreach (IPpoEngine one in new IPpoEngine[] { reference, engine })
        {
            one.Bind(data.Table);
            for (int step = 0; step < 3; step++) one.Step(data.Minibatch, alone);
        }
        foreach ((WeightTensor expected, WeightTensor actual) in reference.Weights().Tensors.Zip(engine.Weights().Tensors))
            Assert.True(EngineCase.RelativeDifference(expected.Values, actual.Values) < 1e-3, expected.Name);
        Assert.Equal(before["policy.0.weight"].Values, engine.Weights()["policy.0.weight"].Values);
        Assert.NotEqual(before["value.0.weight"].Values, engine.Weights()["value.0.weight"].Values);
        Assert.All(engine.Optimizer().FirstMoments[0].Values, moment => Assert.Equal(0f, moment));
    }

    [Fact]
    public void Environments_without_decisions_are_refused()
    {
        var faulty = new FaultyCartPole(2, 1);
        using var engine = new CpuEngine(faulty.Layout, new NetworkShape(faulty.Layout.Size, [8], faulty.ActionCount), 1, 1);
        Assert.Equal(
            "A step was to be a decision (ByDecision), but FaultyCartPole does not walk forced bars by itself (it is no "
                + "IDecisionEnvironment). Set ByDecision to false.",
            Assert.Throws<ArgumentException>(() => new Trainer(faulty, engine, s_mended, 1)).Message);
        Assert.Equal(
            "AdvantageUnit was 0; must be in (0, 1000]; 1 is usual.",
            Assert.Throws<ArgumentException>(() => new PpoConfig { AdvantageUnit = 0 }.Checked()).Message);
    }

    private static LearningContext Bound(TradingEnvironments environment, CpuEngine engine)
    {
        engine.Bind(environment.Table);
        environment.Reset();
        return new LearningContext(environment, engine, seed: 1, time: null, anchor: null);
    }

    private static TradingEnvironments Environments(int phase)
    {
        Scenario scenario = Scenario.Of(1, withSeconds: false);
        EnvironmentConfig config = (phase == 1 ? EnvironmentConfig.Phase1
            : EnvironmentConfig.Phase2) with
        { EnvironmentCount = 6 };
        return new TradingEnvironments(scenario.Table, config, new RuleSet(), 7);
    }

    private static CpuEngine Engine(TradingEnvironments environment, int threads) => new(
        environment.Layout, new NetworkShape(environment.Layout.Size, s_mended.Hidden,
            environment.ActionCount), seed: 1, threads);

    private static (Trainer Trainer, CpuEngine Engine) Made(int phase, int threads, PpoConfig? config = null)
    {
        TradingEnvironments environment = Environments(phase);
        CpuEngine engine = Engine(environment, threads);
        return (new Trainer(environment, engine, config ?? s_mended, seed: 5), engine);
    }
}
