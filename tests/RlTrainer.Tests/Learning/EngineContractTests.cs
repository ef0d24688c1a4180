using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Policies;

namespace RlTrainer.Tests.Learning;

/// <summary>What every engine must do; each engine inherits this and is compared with the scalar reference.</summary>
public abstract class EngineContractTests
{
    public static TheoryData<int, int, int, int[], int, int, double> Shapes => new()
    {
        // window, features, dense, hidden, actions, minibatch, share of decisions
        { 20, 11, 8, [64, 32], 3, 64, 1.0 },
        { 20, 11, 5, [48, 40, 24], 9, 37, 0.3 },
        { 0, 0, 4, [64, 64], 2, 129, 1.0 },
        { 3, 5, 0, [17], 4, 1, 1.0 },
        { 4, 8, 0, [32], 40, 9, 0.5 },
        { 5, 7, 1, [33, 65], 3, 16, 0.0 },
        { 2, 3, 1, [40, 5], 3, 600, 0.5 },
    };

    protected abstract IPpoEngine Create(ObservationLayout layout, NetworkShape network, ulong seed);

    private protected static EngineCase Case(
        int window, int features, int dense, int[] hidden, int actions, int count, double share)
    {
        var layout = new ObservationLayout(window, features, dense);
        return new EngineCase(layout, new NetworkShape(layout.Size, hidden, actions), count, seed: 7, share);
    }

    [EngineTheory]
    [MemberData(nameof(Shapes))]
    public void Logits_and_values_equal_the_reference(
        int window, int features, int dense, int[] hidden, int actions, int count, double share)
    {
        EngineCase data = Case(window, features, dense, hidden, actions, count, share);
        using var reference = new ReferenceEngine(data.Layout, data.Network, seed: 3);
        using IPpoEngine engine = Create(data.Layout, data.Network, seed: 3);
        (float[] expected, float[] expectedValues) = Evaluated(reference, data);
        (float[] actual, float[] actualValues) = Evaluated(engine, data);
        Assert.True(EngineCase.RelativeDifference(expected, actual) < 1e-4);
        Assert.True(EngineCase.RelativeDifference(expectedValues, actualValues) < 1e-4);

        float[] alone = new float[actual.Length];
        engine.Logits(data.Observations, alone);
        Assert.Equal(actual, alone);                                             // the same bits without the values
        // and the values are there again when they are asked for
        Assert.Equal(actualValues, Evaluated(engine, data).Values);
    }

    [EngineTheory]
    [MemberData(nameof(Shapes))]
    public void Three_steps_give_the_statistics_moments_and_weights_of_the_reference(
        int window, int features, int dense, int[] hidden, int actions, int count, double share)
    {
        EngineCase data = Case(window, features, dense, hidden, actions, count, share);
        using var reference = new ReferenceEngine(data.Layout, data.Network, seed: 3);
        using IPpoEngine engine = Create(data.Layout, data.Network, seed: 3);
        reference.Bind(data.Table);
        engine.Bind(data.Table);
        for (int step = 0; step < 3; step++)
        {
            MinibatchStatistics expected = reference.Step(data.Minibatch, EngineCase.Settings);
            MinibatchStatistics actual = engine.Step(data.Minibatch, EngineCase.Settings);
            Assert.True(actual.Stepped);
            Assert.Equal(expected.DecisionCount, actual.DecisionCount);
            Assert.Equal(expected.PolicyLoss, actual.PolicyLoss, 1e-4);
            Assert.Equal(expected.ValueLoss, actual.ValueLoss, 1e-4 * (1 + expected.ValueLoss));
            Assert.Equal(expected.Entropy, actual.Entropy, 1e-5);
            Assert.Equal(expected.ApproximateKl, actual.ApproximateKl, 1e-5);
            Assert.Equal(expected.ClipFraction, actual.ClipFraction, 1e-5);
            Assert.Equal(expected.GradientNorm, actual.GradientNorm, 1e-4 * (1 + expected.GradientNorm));
        }
        Same(reference.Optimizer().FirstMoments, engine.Optimizer().FirstMoments, 1e-3);
        Same(reference.Optimizer().SecondMoments, engine.Optimizer().SecondMoments, 1e-3);
        Same(reference.Weights().Tensors, engine.Weights().Tensors, 1e-3);
        Assert.Equal(3, engine.Optimizer().StepCount);
    }

    [EngineTheory]
    [MemberData(nameof(Shapes))]
    public void A_network_with_LayerNorm_steps_as_the_reference(
        int window, int features, int dense, int[] hidden, int actions, int count, double share)
    {
        EngineCase plain = Case(window, features, dense, hidden, actions, count, share);
        NetworkShape network = plain.Network with { LayerNorm = true };
        using var reference = new ReferenceEngine(plain.Layout, network, seed: 3);
        using IPpoEngine engine = Create(plain.Layout, network, seed: 3);
        reference.Bind(plain.Table);
        engine.Bind(plain.Table);
        for (int step = 0; step < 3; step++)
        {
            MinibatchStatistics expected = reference.Step(plain.Minibatch, EngineCase.Settings),
                actual = engine.Step(plain.Minibatch, EngineCase.Settings);
            Assert.Equal(expected.PolicyLoss, actual.PolicyLoss, 1e-4);
            Assert.Equal(expected.ValueLoss, actual.ValueLoss, 1e-4 * (1 + expected.ValueLoss));
            Assert.Equal(expected.GradientNorm, actual.GradientNorm, 1e-4 * (1 + expected.GradientNorm));
        }
        Same(reference.Weights().Tensors, engine.Weights().Tensors, 1e-3);
        Same(reference.Optimizer().SecondMoments, engine.Optimizer().SecondMoments, 1e-3);
        Assert.True(EngineCase.RelativeDifference(Evaluated(reference, plain).Values, Evaluated(engine, plain).Values) < 1e-3);
    }

    [EngineFact]
    public void Minibatches_of_changing_size_leave_nothing_behind()
    {
        using var reference = new ReferenceEngine(new ObservationLayout(2, 3, 1), new NetworkShape(7, [40, 5], 3), seed: 3);
        using IPpoEngine engine = Create(reference.Layout, reference.Network, seed: 3);
        foreach (int count in new[] { 24, 100, 7, 530, 41 })
        {
            var data = new EngineCase(reference.Layout, reference.Network, count, seed: 7, decisionShare: 0.5);
            reference.Bind(data.Table);
            engine.Bind(data.Table);
            MinibatchStatistics expected = reference.Step(data.Minibatch, EngineCase.Settings),
                actual = engine.Step(data.Minibatch, EngineCase.Settings);
            Assert.Equal(expected.GradientNorm, actual.GradientNorm, 1e-4 * (1 + expected.GradientNorm));
        }
        Same(reference.Optimizer().SecondMoments, engine.Optimizer().SecondMoments, 1e-3);
        Same(reference.Weights().Tensors, engine.Weights().Tensors, 1e-3);
    }

    [EngineFact]
    public void A_minibatch_beyond_the_KL_limit_changes_no_weight_and_no_moment()
    {
        EngineCase data = Case(20, 11, 8, [64, 32], 3, 64, 1.0);
        using IPpoEngine engine = Create(data.Layout, data.Network, seed: 3);
        engine.Bind(data.Table);
        PolicyWeights before = engine.Weights();
        MinibatchStatistics statistics = engine.Step(data.Minibatch, EngineCase.Settings with { KlLimit = 1e-9f });
        Assert.False(statistics.Stepped);
        Assert.True(statistics.ApproximateKl > 1e-9f);
        Same(before.Tensors, engine.Weights().Tensors, 0.0);
        Assert.Equal(0, engine.Optimizer().StepCount);
    }

    [EngineFact]
    public void An_unchanged_policy_has_KL_0_and_no_clipped_ratio()
    {
        EngineCase data = Case(20, 11, 8, [64, 32], 3, 64, 1.0);
        using IPpoEngine engine = Create(data.Layout, data.Network, seed: 3);
        (float[] logits, _) = Evaluated(engine, data);
        var draws = RlTrainer.Numerics.Rng.Stream(1, "actions");
        ActionSampler.Sample(logits, data.Masks, ref draws, data.Actions, data.Logs);
        MinibatchStatistics statistics = engine.Step(data.Minibatch, EngineCase.Settings);
        Assert.Equal(0f, statistics.ApproximateKl, 1e-12);
        Assert.Equal(0f, statistics.ClipFraction);
    }

    [EngineFact]
    public void Weights_and_moments_go_out_and_in_unchanged()
    {
        EngineCase data = Case(20, 11, 5, [48, 40, 24], 9, 37, 0.3);
        using IPpoEngine first = Create(data.Layout, data.Network, seed: 3), second = Create(data.Layout, data.Network, seed: 4);
        first.Bind(data.Table);
        second.Bind(data.Table);
        first.Step(data.Minibatch, EngineCase.Settings);
        second.Load(first.Weights());
        second.Load(first.Optimizer());
        Same(first.Weights().Tensors, second.Weights().Tensors, 0.0);
        first.Step(data.Minibatch, EngineCase.Settings);
        second.Step(data.Minibatch, EngineCase.Settings);
        Same(first.Weights().Tensors, second.Weights().Tensors, 1e-3);
    }

    [EngineFact]
    public void A_bar_outside_the_table_is_refused()
    {
        EngineCase data = Case(20, 11, 8, [64, 32], 3, 4, 1.0);
        using IPpoEngine engine = Create(data.Layout, data.Network, seed: 3);
        engine.Bind(data.Table);
        data.Bars[2] = 70;
        var error = Assert.Throws<ArgumentOutOfRangeException>(
            () => engine.Evaluate(data.Observations, new float[12], new float[4]));
        Assert.StartsWith("Bar 70 has no window of 20 rows in the bound table of 70 rows.", error.Message,
            StringComparison.Ordinal);
    }

    [EngineFact]
    public void A_tensor_of_another_shape_is_refused_by_name()
    {
        EngineCase data = Case(20, 11, 8, [64, 32], 3, 4, 1.0);
        using IPpoEngine engine = Create(data.Layout, data.Network, seed: 3);
        var nine = WeightInitialisation.Orthogonal(data.Network with { Actions = 9 }, 1);
        var error = Assert.Throws<ArgumentException>(() => engine.Load(nine));
        Assert.Equal("Tensor 'policy.2.weight' has shape [9, 32]; network 228-64-32-3 needs [3, 32].", error.Message);
    }

    private protected static (float[] Logits, float[] Values) Evaluated(IPpoEngine engine, EngineCase data)
    {
        engine.Bind(data.Table);
        float[] logits = new float[data.Count * data.Network.Actions], values = new float[data.Count];
        engine.Evaluate(data.Observations, logits, values);
        return (logits, values);
    }

    private protected static void Same(IReadOnlyList<WeightTensor> expected, IReadOnlyList<WeightTensor> actual, double tolerance)
    {
        Assert.Equal(expected.Select(tensor => tensor.Name), actual.Select(tensor => tensor.Name));
        foreach ((WeightTensor left, WeightTensor right) in expected.Zip(actual))
        {
            double difference = EngineCase.RelativeDifference(left.Values, right.Values);
            Assert.True(difference <= tolerance,
                $"{left.Name} differs by {difference:E2} of its largest number; expected at most {tolerance:E2}.");
        }
    }
}
