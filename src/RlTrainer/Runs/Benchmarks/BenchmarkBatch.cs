using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Runs;

/// <summary>Made-up observations and a minibatch of them, of the real shape; every state is a decision.</summary>
internal sealed class BenchmarkBatch
{
    private const int TableRows = 100_000;
    private readonly int[] _bars, _taken;
    private readonly float[] _dense, _advantages, _returns, _logProbabilities;
    private readonly byte[] _masks;

    public BenchmarkBatch(ObservationLayout layout, NetworkShape network, int count)
    {
        Rng draws = Rng.Stream(42, "engine benchmark");
        Table = Numbers(TableRows * layout.TableFeatures, ref draws);
        (_bars, _taken, _masks) = (Bars(count, layout, ref draws), new int[count], new byte[count * network.Actions]);
        (_dense, _advantages, _returns) =
            (Numbers(count * layout.DenseCount, ref draws), Numbers(count, ref draws), Numbers(count, ref draws));
        _logProbabilities = new float[count];
        Array.Fill(_logProbabilities, -MathF.Log(network.Actions));
        Array.Fill(_masks, (byte)1);
        for (int sample = 0; sample < count; sample++) _taken[sample] = draws.NextInt32(network.Actions);
    }

    /// <summary>[rows, features] the table the observations refer to.</summary>
    public float[] Table { get; }

    public Observations Observations => new(_bars, _dense);

    public Minibatch Minibatch => new(
        Observations, _masks, _logProbabilities, _advantages, _returns, _returns)
    { Actions = _taken };

    /// <summary>The usual settings, with steps so small that hundreds of
    /// them on one minibatch change little, and no KL stop.</summary>
    public static StepSettings Settings { get; } = new(1e-5f, 0.2f, 0.01f, 0.5f, 0.5f, float.PositiveInfinity);

    private static float[] Numbers(int count, ref Rng draws)
    {
        float[] numbers = new float[count];
        for (int index = 0; index < count; index++) numbers[index] = (float)draws.NextGaussian();
        return numbers;
    }

    private static int[] Bars(int count, ObservationLayout layout, ref Rng draws)
    {
        int[] bars = new int[count];
        if (layout.TableSize == 0) return bars;
        for (int index = 0; index < count; index++)
            bars[index] = layout.WindowBars - 1 + draws.NextInt32(TableRows - layout.WindowBars + 1);
        return bars;
    }
}
