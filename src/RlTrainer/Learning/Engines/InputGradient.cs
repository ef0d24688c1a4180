using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Learning;

/// <summary>How much a policy's outputs hang on each number of an observation: gradients with respect to the input.</summary>
internal static class InputGradient
{
    /// <summary>
    /// [inputs] ∂(Σ wₐ·zₐ)/∂x of a policy network's logits z at one observation, in double precision: forward through the ReLU
    /// layers, then back with W_lᵀ and the units that were on; through LayerNorm n = (s − μ)/σ, y = γ·n + β as
    /// ∂s = (γ∂y − mean(γ∂y) − n·mean(γ∂y·n))/σ.
    /// </summary>
    /// <param name="weights">The networks.</param>
    /// <param name="network">Their shape.</param>
    /// <param name="observation">[inputs] as the network sees it, normalised.</param>
    /// <param name="outputWeights">[actions] w; e.g. 1 for Buy and −1 for Sell.</param>
    public static double[] Of(
        PolicyWeights weights, NetworkShape network, ReadOnlySpan<float> observation, ReadOnlySpan<double> outputWeights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(network);
        if (observation.Length != network.Inputs || outputWeights.Length != network.Actions)
            throw new ArgumentException(
                $"An observation of {observation.Length} numbers and {outputWeights.Length} output weights met network "
                + $"{network}; expected {network.Inputs} and {network.Actions}.");
        double[] values = [.. observation];
        var isOn = new bool[network.Hidden.Count][];
        var normalized = new (double[] Values, double Deviation)[network.Hidden.Count];
        for (int layer = 0; layer < network.Hidden.Count; layer++)
        {
            values = Forward(weights[$"policy.{layer}.weight"].Values, weights[$"policy.{layer}.bias"].Values, values);
            if (network.LayerNorm) values = Normalize(values, weights, layer, out normalized[layer]);
            isOn[layer] = [.. values.Select(value => value > 0)];
            for (int unit = 0; unit < values.Length; unit++) values[unit] = Math.Max(0, values[unit]);
        }
        double[] gradient = [.. outputWeights];
        for (int layer = network.Hidden.Count; layer >= 0; layer--)
        {
            gradient = Backward(weights[$"policy.{layer}.weight"].Values, gradient);
            if (layer == 0) break;
            for (int unit = 0; unit < gradient.Length; unit++)
                if (!isOn[layer - 1][unit]) gradient[unit] = 0;
            if (network.LayerNorm)
                gradient = Denormalize(gradient, weights[$"policy.{layer - 1}.gain"].Values, normalized[layer - 1]);
        }
        return gradient;
    }

    private static double[] Forward(float[] matrix, float[] bias, double[] input)
    {
        double[] output = new double[bias.Length];
        for (int row = 0; row < output.Length; row++)
        {
            double sum = bias[row];
            for (int column = 0; column < input.Length; column++) sum += matrix[row * input.Length + column] * input[column];
            output[row] = sum;
        }
        return output;
    }

    private static double[] Normalize(
        double[] sums, PolicyWeights weights, int layer, out (double[] Values, double Deviation) normalized)
    {
        float[] gain = weights[$"policy.{layer}.gain"].Values, shift = weights[$"policy.{layer}.shift"].Values;
        double mean = sums.Average(),
            deviation = Math.Sqrt(sums.Average(sum => (sum - mean) * (sum - mean)) + NormalizationArithmetic.Epsilon);
        double[] values = [.. sums.Select(sum => (sum - mean) / deviation)];
        normalized = (values, deviation);
        return [.. values.Select((value, unit) => gain[unit] * value + shift[unit])];
    }

    private static double[] Denormalize(double[] gradient, float[] gain, (double[] Values, double Deviation) normalized)
    {
        double[] scaled = [.. gradient.Select((value, unit) => value * gain[unit])];
        double mean = scaled.Average(), along = scaled.Zip(normalized.Values, (value, unit) => value * unit).Average();
        return [.. scaled.Select((value, unit) => (value - mean - normalized.Values[unit] * along) / normalized.Deviation)];
    }

    private static double[] Backward(float[] matrix, double[] outputGradient)
    {
        int columns = matrix.Length / outputGradient.Length;
        double[] gradient = new double[columns];
        for (int row = 0; row < outputGradient.Length; row++)
        {
            if (outputGradient[row] == 0) continue;
            for (int column = 0; column < columns; column++)
                gradient[column] += outputGradient[row] * matrix[row * columns + column];
        }
        return gradient;
    }
}
