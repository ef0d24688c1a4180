using RlTrainer.Learning;
using RlTrainer.Policies;

namespace RlTrainer.Tests.Learning;

/// <summary>Where a number that is not finite first appears in training is where the message points.</summary>
public sealed class NonFiniteTrainingTests
{
    private static readonly PpoConfig s_config = new()
    {
        Steps = 4 * 32 * 5,
        StepsPerRollout = 32,
        BatchSize = 64,
        Epochs = 2,
        Hidden = [16],
    };

    [Fact]
    public void An_observation_is_named_by_update_environment_step_and_number() =>
        // Number 9 of the dense part is number 1 of environment 2; step 40 is step 9 of the second rollout of 32.
        Assert.Equal(
            "Update 2, environment 2, step 9 of the rollout: dense number 1 of the observation was Infinity; expected a finite "
            + "number.",
            Message(new FaultyCartPole(4, atStep: 40, dense: 9)));

    [Fact]
    public void A_reward_is_named_by_update_environment_and_step() =>
        Assert.Equal(
            "Update 1, environment 3, step 8 of the rollout: the reward was NaN; expected a finite number.",
            Message(new FaultyCartPole(4, atStep: 7, reward: 3)));

    [Fact]
    public void Weights_that_give_no_number_are_seen_at_the_first_evaluation()
    {
        using CpuEngine engine = Engine();
        PolicyWeights weights = engine.Weights();
        weights["policy.0.bias"].Values[3] = float.NaN;
        engine.Load(weights);
        Assert.Equal(
            "Update 1, environment 0, step 1 of the rollout: logit 0 of the policy was NaN; expected a finite number.",
            Assert.Throws<NonFiniteException>(() => new Trainer(new CartPole(4, 1), engine, s_config, 1).Update()).Message);
    }

    [Theory]
    [InlineData("policy loss")]
    [InlineData("value loss")]
    [InlineData("norm of the gradient")]
    public void A_loss_or_gradient_is_named_by_update_epoch_and_minibatch(string place)
    {
        int steps = 0;
        using var engine = new WatchedEngine(Engine());
        engine.Measured = statistics => ++steps < 4 ? statistics : place switch        // the fourth of two minibatches an epoch
        {
            "policy loss" => statistics with { PolicyLoss = float.NaN },
            "value loss" => statistics with { ValueLoss = float.NaN },
            _ => statistics with { GradientNorm = float.NaN },
        };
        var trainer = new Trainer(new CartPole(4, 1), engine, s_config with { TargetKl = 0 }, 1);
        Assert.Equal(
            $"Update 1, epoch 2, minibatch 2: {place} was NaN; expected a finite number.",
            Assert.Throws<NonFiniteException>(() => trainer.Update()).Message);
    }

    [Fact]
    public void Weights_so_large_that_the_loss_overflows_end_with_the_place_and_not_with_a_policy()
    {
        using CpuEngine engine = Engine();
        var trainer = new Trainer(new CartPole(4, 1), engine, s_config with { Steps = 1_000_000, TargetKl = 0 }, 1);
        PolicyWeights weights = engine.Weights();
        foreach (WeightTensor tensor in weights.Tensors)
            for (int index = 0; index < tensor.Values.Length; index++) tensor.Values[index] *= 1e18f;
        engine.Load(weights);
        Assert.Equal(
            "Update 1, epoch 1, minibatch 1: The loss was not finite although data and weights are: a value or a ratio "
            + "overflowed float32. Lower the learning rate.",
            Assert.Throws<NonFiniteException>(() => trainer.Update()).Message);
    }

    private static CpuEngine Engine() =>
        new(new RlTrainer.Environments.ObservationLayout(0, 0, 4), new NetworkShape(4, s_config.Hidden, 2), 1, threads: 1);

    private static string Message(FaultyCartPole environment)
    {
        using CpuEngine engine = Engine();
        var trainer = new Trainer(environment, engine, s_config, 1);
        return Assert.Throws<NonFiniteException>(() => trainer.Run().ToArray()).Message;
    }
}
