using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Tests.Learning;

/// <summary>
/// The same bits at every vector width and for every number of threads, also at widths that
/// this machine lacks: the framework then does the operations of a wide vector piece by piece.
/// </summary>
public sealed class EngineWidthTests
{
    private const int Batch = 330, WindowBars = 5, TableFeatures = 11, TableRows = 400;
    private static readonly ObservationLayout Layout = new(WindowBars, TableFeatures, 6);

    public static TheoryData<VectorWidth, int, bool> Machines
    {
        get
        {
            var machines = new TheoryData<VectorWidth, int, bool>();
            foreach (VectorWidth width in Enum.GetValues<VectorWidth>())
                foreach (int threads in (int[])[1, 2, 3])
                    foreach (bool layerNorm in (bool[])[false, true]) machines.Add(width, threads, layerNorm);
            return machines;
        }
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Four_steps_leave_the_weights_that_plain_code_leaves(VectorWidth width, int threads, bool layerNorm)
    {
        float[] expected = WeightsAfterSteps(VectorWidth.Plain, 1, layerNorm),
            actual = WeightsAfterSteps(width, threads, layerNorm);
        Assert.True(expected.AsSpan().SequenceEqual(actual),
            $"{expected.Zip(actual).Count(pair => !pair.First.Equals(pair.Second))} of {expected.Length} numbers differ");
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Logits_and_values_are_those_of_plain_code(VectorWidth width, int threads, bool layerNorm)
    {
        using CpuEngine plain = Engine(VectorWidth.Plain, 1, layerNorm), engine = Engine(width, threads, layerNorm);
        foreach (int count in (int[])[1, 7, 80])
        {
            (float[] expected, float[] actual) = (Evaluated(plain, count), Evaluated(engine, count));
            Assert.True(expected.AsSpan().SequenceEqual(actual), $"{count} observations");
        }
    }

    [Fact]
    public void The_norm_of_the_gradient_is_the_same_double_at_every_width()
    {
        Minibatch batch = Minibatch(Batch);
        double[] norms = [.. Enum.GetValues<VectorWidth>().Select(width =>
        {
            using CpuEngine engine = Engine(width, 2, layerNorm: true);
            return (double)engine.Step(Minibatch(Batch), Settings).GradientNorm;
        })];
        Assert.True(norms[0] > 0.0 && batch.Count == Batch);
        Assert.All(norms, norm => Assert.Equal(norms[0], norm));
    }

    private static StepSettings Settings => new(1e-3f, 0.2f, 0.01f, 0.5f, 0.5f, float.PositiveInfinity);

    private static float[] WeightsAfterSteps(VectorWidth width, int threads, bool layerNorm)
    {
        using CpuEngine engine = Engine(width, threads, layerNorm);
        for (int step = 0; step < 4; step++) engine.Step(Minibatch(Batch - 50 * step), Settings);
        return [.. engine.Weights().Tensors.Concat(engine.Optimizer().SecondMoments).SelectMany(tensor => tensor.Values)];
    }

    private static float[] Evaluated(CpuEngine engine, int count)
    {
        float[] logits = new float[count * engine.Network.Actions], values = new float[count];
        engine.Evaluate(Minibatch(count).Observations, logits, values);
        return [.. logits, .. values];
    }

    /// <summary>72, 40 and 24 fill no panel of 32, and 24 half of one of 16; 61 inputs are no whole tiles.</summary>
    private static CpuEngine Engine(VectorWidth width, int threads, bool layerNorm)
    {
        var network = new NetworkShape(Layout.Size, [72, 40, 24], 9) { LayerNorm = layerNorm };
        var engine = new CpuEngine(Layout, network, 5, threads, width, PanelArithmetic.Emulated(width));
        Rng draws = Rng.Stream(9, "table");
        engine.Bind(Numbers(TableRows * TableFeatures, ref draws));
        return engine;
    }

    private static Minibatch Minibatch(int count)
    {
        Rng draws = Rng.Stream((ulong)count, "minibatch");
        int[] bars = new int[count], actions = new int[count];
        byte[] masks = new byte[count * 9];
        for (int row = 0; row < count; row++)
        {
            bars[row] = WindowBars - 1 + draws.NextInt32(TableRows - WindowBars + 1);
            bool decides = draws.NextInt32(4) > 0;
            for (int action = 0; action < 9; action++)
                masks[row * 9 + action] = (byte)(action == 0 || decides && action % 3 != 1 ? 1 : 0);
            actions[row] = decides ? 3 * draws.NextInt32(3) : 0;
        }
        float[] dense = Numbers(count * 6, ref draws), advantages = Numbers(count, ref draws),
            returns = Numbers(count, ref draws);
        float[] logs = [.. Numbers(count, ref draws).Select(value => -1.5f + 0.2f * value)];
        return new Minibatch(new Observations(bars, dense), masks, logs, advantages, returns, returns) { Actions = actions };
    }

    private static float[] Numbers(int count, ref Rng draws)
    {
        float[] numbers = new float[count];
        for (int index = 0; index < count; index++) numbers[index] = (float)draws.NextGaussian();
        return numbers;
    }
}
