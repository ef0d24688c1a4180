using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Policies;
using RlTrainer.Tests.Learning;
using TorchSharp;

namespace RlTrainer.Torch.Tests;

/// <summary>What the torch engine promises beyond the common contract.</summary>
public sealed class TorchEngineTests
{
    private static readonly ObservationLayout Layout = new(20, 11, 8);
    private static readonly NetworkShape Network = new(228, [32], 3);

    [TorchFact]
    public void An_action_that_is_always_illegal_never_changes_its_weights()
    {
        var data = new EngineCase(Layout, Network, 64, seed: 7);
        for (int row = 0; row < data.Count; row++)
        {
            data.Actions[row] = row % 2;
            (data.Masks[3 * row], data.Masks[3 * row + 1], data.Masks[3 * row + 2]) = (1, 1, 0);
        }
        using TorchEngine engine = Bound(data);
        float[] before = engine.Weights()["policy.1.weight"].Values, bias = engine.Weights()["policy.1.bias"].Values;
        for (int step = 0; step < 5; step++) engine.Step(data.Minibatch, EngineCase.Settings);
        Assert.Equal(before[64..], engine.Weights()["policy.1.weight"].Values[64..]);          // row 2 of [3, 32]
        Assert.NotEqual(before[..64], engine.Weights()["policy.1.weight"].Values[..64]);
        Assert.Equal(bias[2], engine.Weights()["policy.1.bias"].Values[2]);
    }

    [TorchFact]
    public void States_without_a_choice_do_not_move_the_policy()
    {
        var data = new EngineCase(Layout, Network, 64, seed: 7, decisionShare: 0.0);
        using TorchEngine engine = Bound(data);
        PolicyWeights before = engine.Weights();
        MinibatchStatistics statistics = engine.Step(data.Minibatch, EngineCase.Settings);
        Assert.Equal((0, 0f, 0f), (statistics.DecisionCount, statistics.PolicyLoss, statistics.ApproximateKl));
        Assert.Equal(before["policy.0.weight"].Values, engine.Weights()["policy.0.weight"].Values);
        Assert.NotEqual(before["value.0.weight"].Values, engine.Weights()["value.0.weight"].Values);
    }

    [TorchFact]
    public void A_number_that_is_none_is_named_and_changes_no_weight()
    {
        var data = new EngineCase(Layout, Network, 64, seed: 7);
        using TorchEngine engine = Bound(data);
        engine.Step(data.Minibatch, EngineCase.Settings);
        (PolicyWeights weights, OptimizerState optimizer) = (engine.Weights(), engine.Optimizer());
        data.Advantages[5] = float.NaN;
        var fault = Assert.Throws<NonFiniteException>(() => engine.Step(data.Minibatch, EngineCase.Settings));
        Assert.Equal("advantages[5] was NaN; expected a finite number.", fault.Message);
        Assert.Equal(weights.Tensors.SelectMany(tensor => tensor.Values),
            engine.Weights().Tensors.SelectMany(tensor => tensor.Values));
        Assert.Equal(
            optimizer.SecondMoments.SelectMany(tensor => tensor.Values),
            engine.Optimizer().SecondMoments.SelectMany(tensor => tensor.Values));
        Assert.Equal(1, engine.Optimizer().StepCount);
    }

    [TorchFact]
    public void A_stopped_step_leaves_moments_that_are_not_0_bit_for_bit()
    {
        var data = new EngineCase(Layout, Network, 64, seed: 7);
        using TorchEngine engine = Bound(data);
        engine.Step(data.Minibatch, EngineCase.Settings);
        OptimizerState before = engine.Optimizer();
        Assert.False(engine.Step(data.Minibatch, EngineCase.Settings with { KlLimit = 1e-9f }).Stepped);
        Assert.Equal(
            before.FirstMoments.SelectMany(tensor => tensor.Values),
            engine.Optimizer().FirstMoments.SelectMany(tensor => tensor.Values));
        Assert.Equal(
            before.SecondMoments.SelectMany(tensor => tensor.Values),
            engine.Optimizer().SecondMoments.SelectMany(tensor => tensor.Values));
    }

    [TorchFact]
    public void Steps_and_evaluations_leave_no_tensor_behind()
    {
        var data = new EngineCase(Layout, Network, 64, seed: 7, decisionShare: 0.5);
        using TorchEngine engine = Bound(data);
        var (logits, values) = (new float[64 * 3], new float[64]);
        engine.Step(data.Minibatch, EngineCase.Settings);
        engine.Evaluate(data.Observations, logits, values);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (int step = 0; step < 20; step++)
        {
            engine.Step(data.Minibatch, EngineCase.Settings);
            engine.Evaluate(data.Observations, logits, values);
        }
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [TorchFact]
    public void An_empty_minibatch_is_refused()
    {
        var data = new EngineCase(Layout, Network, 0, seed: 7);
        using TorchEngine engine = Bound(data);
        var fault = Assert.Throws<ArgumentException>(() => engine.Step(data.Minibatch, EngineCase.Settings));
        Assert.Equal("The minibatch has no samples; expected at least one.", fault.Message);
    }

    [Fact]
    public void No_threads_at_all_are_refused()
    {
        var fault = Assert.Throws<ArgumentOutOfRangeException>(
            () => new TorchEngine(Layout, Network, 3, new TorchOptions { Threads = 0 }));
        Assert.StartsWith("must be at least 1; the number of processors served, ", fault.Message, StringComparison.Ordinal);
    }

    private static TorchEngine Bound(EngineCase data)
    {
        var engine = new TorchEngine(data.Layout, data.Network, 3, new TorchOptions { Threads = 2 });
        engine.Bind(data.Table);
        return engine;
    }
}
