using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Tests.Learning;

/// <summary>Minibatches with the advantage of every action, on the processor's
/// engine: like the reference, and the same bits on any number of threads.</summary>
public sealed class AllActionEngineTests
{
    private static readonly StepSettings Settings =
        EngineCase.Settings with { LimitsNetworksApart = true, EntropyWeight = 0.05f };

    public static TheoryData<int, int, double, VectorWidth> Shapes
    {
        get
        {
            var shapes = new TheoryData<int, int, double, VectorWidth>();
            foreach (VectorWidth width in VectorWidths.Supported)
                foreach ((int actions, int count, double share) in new[] { (3, 64, 1.0), (9, 37, 0.3), (4, 1, 1.0),
                    (3, 300, 0.5), (3, 16, 0.0) })
                    shapes.Add(actions, count, share, width);
            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Three_steps_give_the_statistics_and_weights_of_the_reference(
        int actions, int count, double share, VectorWidth width)
    {
        AllActionCase data = new(actions, count, share);
        using var reference = new ReferenceEngine(data.Layout, data.Network, seed: 3);
        using var engine = new CpuEngine(data.Layout, data.Network, seed: 3, threads: 2, width);
        reference.Bind(data.Table);
        engine.Bind(data.Table);
        for (int step = 0; step < 3; step++)
        {
            MinibatchStatistics expected = reference.Step(data.Minibatch, Settings),
                actual = engine.Step(data.Minibatch, Settings);
            Assert.Equal(expected.DecisionCount, actual.DecisionCount);
            Assert.Equal(expected.PolicyLoss, actual.PolicyLoss, 1e-4);
            Assert.Equal(expected.Entropy, actual.Entropy, 1e-5);
            Assert.Equal(expected.ApproximateKl, actual.ApproximateKl, 1e-5);
            Assert.Equal(expected.ClipFraction, actual.ClipFraction, 1e-5);
            Assert.Equal(expected.GradientNorm, actual.GradientNorm, 1e-4 * (1 + expected.GradientNorm));
        }
        foreach ((WeightTensor left, WeightTensor right) in reference.Weights().Tensors.Zip(engine.Weights().Tensors))
            Assert.True(EngineCase.RelativeDifference(left.Values, right.Values) < 1e-3, left.Name);
    }

    [Fact]
    public void One_thread_and_three_make_the_same_bits()
    {
        AllActionCase data = new(9, 300, 0.7);
        using CpuEngine one = new(data.Layout, data.Network, seed: 3, threads: 1),
            three = new(data.Layout, data.Network, seed: 3, threads: 3);
        foreach (CpuEngine engine in new[] { one, three })
        {
            engine.Bind(data.Table);
            for (int step = 0; step < 4; step++) engine.Step(data.Minibatch, Settings);
        }
        foreach ((WeightTensor left, WeightTensor right) in one.Weights().Tensors.Zip(three.Weights().Tensors))
            Assert.Equal(left.Values, right.Values);
    }

    [Fact]
    public void An_unchanged_policy_has_KL_0_and_no_clipped_ratio_and_a_KL_limit_stops_a_step()
    {
        AllActionCase data = new(3, 64, 1.0);
        using var engine = new CpuEngine(data.Layout, data.Network, seed: 3, threads: 1);
        engine.Bind(data.Table);
        data.RememberPolicy(engine);
        MinibatchStatistics first = engine.Step(data.Minibatch, Settings with { LearningRate = 0.05f });
        Assert.Equal(0f, first.ApproximateKl);
        Assert.Equal(0f, first.ClipFraction);
        PolicyWeights before = engine.Weights();
        MinibatchStatistics second = engine.Step(data.Minibatch, Settings with { KlLimit = 1e-9f });
        Assert.False(second.Stepped);
        Assert.Equal(before.Tensors[0].Values, engine.Weights().Tensors[0].Values);
    }

    [Fact]
    public void A_limit_for_each_network_leaves_the_policy_alone_when_only_the_values_are_far_off()
    {
        AllActionCase data = new(3, 64, 1.0);
        using CpuEngine near = new(data.Layout, data.Network, seed: 3, threads: 1),
            far = new(data.Layout, data.Network, seed: 3, threads: 1);
        near.Bind(data.Table);
        far.Bind(data.Table);
        near.Step(data.Minibatch, Settings);
        for (int row = 0; row < data.Count; row++) data.Returns[row] += 1_000f;
        far.Step(data.Minibatch, Settings);
        Assert.Equal(near.Weights()["policy.0.weight"].Values, far.Weights()["policy.0.weight"].Values);
        Assert.NotEqual(near.Weights()["value.0.weight"].Values, far.Weights()["value.0.weight"].Values);
    }

    [Fact]
    public void Values_alone_are_the_bits_of_an_evaluation()
    {
        AllActionCase data = new(3, 600, 1.0);
        using var engine = new CpuEngine(data.Layout, data.Network, seed: 3, threads: 2);
        engine.Bind(data.Table);
        float[] logits = new float[data.Count * 3], both = new float[data.Count], alone = new float[data.Count];
        engine.Evaluate(data.Observations, logits, both);
        engine.Values(data.Observations, alone);
        Assert.Equal(both, alone);
    }

    /// <summary>A random minibatch with advantages of every action.</summary>
    private sealed class AllActionCase
    {
        private readonly EngineCase _case;
        private readonly float[] _logs, _advantages;

        public AllActionCase(int actions, int count, double share)
        {
            var layout = new ObservationLayout(20, 11, 8);
            _case = new EngineCase(layout, new NetworkShape(layout.Size, [48, 24], actions), count, seed: 9, share);
            (_logs, _advantages) = (new float[count * actions], new float[count * actions]);
            Rng draws = Rng.Stream(4, "all-action case");
            for (int index = 0; index < _logs.Length; index++)
                (_logs[index], _advantages[index]) = ((float)(-1.3 + 0.3 * draws.NextGaussian()), (float)draws.NextGaussian());
        }

        public ObservationLayout Layout => _case.Layout;

        public NetworkShape Network => _case.Network;

        public int Count => _case.Count;

        public float[] Table => _case.Table;

        public float[] Returns => _case.Returns;

        public Observations Observations => _case.Observations;

        public Minibatch Minibatch => new(_case.Observations, _case.Masks, _logs, _advantages, _case.Returns, _case.OldValues);

        /// <summary>Makes the engine's policy the one that collected the states.</summary>
        public void RememberPolicy(IPpoEngine engine)
        {
            int width = Network.Actions;
            float[] logits = new float[Count * width];
            engine.Logits(Observations, logits);
            double[] row = new double[width], log = new double[width];
            for (int state = 0; state < Count; state++)
            {
                for (int action = 0; action < width; action++) row[action] = logits[state * width + action];
                MaskedCategorical.LogProbabilities(row, _case.Masks.AsSpan(state * width, width), log);
                for (int action = 0; action < width; action++) _logs[state * width + action] = (float)log[action];
            }
        }
    }
}
