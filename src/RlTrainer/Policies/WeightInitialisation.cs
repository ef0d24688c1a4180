using RlTrainer.Numerics;

namespace RlTrainer.Policies;

/// <summary>Weights to start from: orthogonal matrices (Saxe, McClelland
/// and Ganguli 2014), biases and shifts of 0, gains of 1.</summary>
public static class WeightInitialisation
{
    /// <summary>Gain of the hidden layers: √2, for ReLU.</summary>
    public static double HiddenGain { get; } = Math.Sqrt(2.0);

    /// <summary>Gain of the policy head: first probabilities are nearly equal.</summary>
    public const double PolicyHeadGain = 0.01;

    /// <summary>Gain of the value head.</summary>
    public const double ValueHeadGain = 1.0;

    /// <summary>The starting weights of a network: same seed, same weights.</summary>
    /// <param name="network">Layer widths.</param>
    /// <param name="seed">One stream a tensor is drawn from it.</param>
    /// <returns>The tensors in the network's order: orthogonal matrices, biases 0, gains of LayerNorm 1.</returns>
    public static PolicyWeights Orthogonal(NetworkShape network, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(network);
        int last = network.Checked().LayerCount - 1, index = 0;
        var tensors = new List<WeightTensor>();
        foreach ((string name, int[] shape) in network.Tensors())
        {
            if (shape.Length == 1)
            {
                float[] values = new float[shape[0]];
                if (name.EndsWith(".gain", StringComparison.Ordinal)) Array.Fill(values, 1f);
                tensors.Add(new WeightTensor(name, shape, values));
            }
            else
            {
                double gain = name == $"policy.{last}.weight" ? PolicyHeadGain : name == $"value.{last}.weight" ? ValueHeadGain
                    : HiddenGain;
                Rng stream = Rng.Stream(seed, "weights", index++);
                tensors.Add(new WeightTensor(name, shape, OrthogonalMatrix(shape[0], shape[1], gain, ref stream)));
            }
        }
        return new PolicyWeights(tensors);
    }

    /// <summary>
    /// [rows, columns] whose shorter side is orthonormal, times the gain: a Gaussian matrix through the Gram–Schmidt process,
    /// twice for each vector, which makes it orthogonal to rounding.
    /// </summary>
    internal static float[] OrthogonalMatrix(int rows, int columns, double gain, ref Rng stream)
    {
        int count = Math.Min(rows, columns), length = Math.Max(rows, columns);
        double[][] basis = new double[count][];
        for (int index = 0; index < count; index++)
        {
            double[] vector = new double[length];
            for (int at = 0; at < length; at++) vector[at] = stream.NextGaussian();
            for (int pass = 0; pass < 2; pass++)
                for (int earlier = 0; earlier < index; earlier++) RemoveComponent(vector, basis[earlier]);
            double norm = Math.Sqrt(Dot(vector, vector));
            for (int at = 0; at < length; at++) vector[at] /= norm;
            basis[index] = vector;
        }
        float[] values = new float[rows * columns];
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
                values[row * columns + column] = (float)(gain * (rows <= columns ? basis[row][column] : basis[column][row]));
        return values;
    }

    private static void RemoveComponent(double[] vector, double[] direction)
    {
        double share = Dot(vector, direction);
        for (int at = 0; at < vector.Length; at++) vector[at] -= share * direction[at];
    }

    private static double Dot(double[] left, double[] right)
    {
        double sum = 0.0;
        for (int at = 0; at < left.Length; at++) sum += left[at] * right[at];
        return sum;
    }
}
