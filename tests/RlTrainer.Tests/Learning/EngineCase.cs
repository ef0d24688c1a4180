using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Tests.Learning;

/// <summary>A random minibatch of a size and shape, for any engine.</summary>
internal sealed class EngineCase
{
    public EngineCase(ObservationLayout layout, NetworkShape network, int count, ulong seed, double decisionShare = 1.0)
    {
        (Layout, Network, Count) = (layout, network, count);
        Rng draws = Rng.Stream(seed, "engine case");
        int rows = layout.TableSize == 0 ? 0 : layout.WindowBars + 50;
        Table = new float[rows * layout.TableFeatures];
        for (int index = 0; index < Table.Length; index++) Table[index] = (float)draws.NextGaussian();
        (Bars, Dense, Masks) = (new int[count], new float[count * layout.DenseCount], new byte[count * network.Actions]);
        (Actions, Logs, Advantages, Returns, OldValues) =
            (new int[count], new float[count], new float[count], new float[count], new float[count]);
        for (int index = 0; index < Dense.Length; index++) Dense[index] = (float)draws.NextGaussian();
        for (int row = 0; row < count; row++)
        {
            if (rows > 0) Bars[row] = layout.WindowBars - 1 + draws.NextInt32(rows - layout.WindowBars + 1);
            Actions[row] = draws.NextInt32(network.Actions);
            bool isDecision = draws.NextDouble() < decisionShare;
            for (int action = 0; action < network.Actions; action++)
                Masks[row * network.Actions + action] =
                    (byte)(action == Actions[row] || (isDecision && draws.NextDouble() < 0.8) ? 1 : 0);
            Logs[row] = (float)(-1.1 + 0.2 * draws.NextGaussian());
            Advantages[row] = (float)draws.NextGaussian();
            Returns[row] = (float)draws.NextGaussian();
            OldValues[row] = (float)draws.NextGaussian();
        }
    }

    public ObservationLayout Layout { get; }

    public NetworkShape Network { get; }

    public int Count { get; }

    public float[] Table { get; }

    public int[] Bars { get; }

    public float[] Dense { get; }

    public byte[] Masks { get; }

    public int[] Actions { get; }

    public float[] Logs { get; }

    public float[] Advantages { get; }

    public float[] Returns { get; }

    public float[] OldValues { get; }

    public Observations Observations => new(Bars, Dense);

    public Minibatch Minibatch => new(Observations, Masks, Logs, Advantages, Returns, OldValues) { Actions = Actions };

    public static StepSettings Settings { get; } = new(3e-4f, 0.2f, 0.01f, 0.5f, 0.5f, float.PositiveInfinity);

    /// <summary>Largest difference relative to the largest magnitude of the expected tensor.</summary>
    public static double RelativeDifference(IReadOnlyList<float> expected, IReadOnlyList<float> actual)
    {
        double scale = 1e-12, difference = 0.0;
        for (int index = 0; index < expected.Count; index++)
        {
            scale = Math.Max(scale, Math.Abs(expected[index]));
            difference = Math.Max(difference, Math.Abs((double)expected[index] - actual[index]));
        }
        return difference / scale;
    }
}
