using RlTrainer.Policies;

namespace RlTrainer.Runs;

/// <summary>How far an update moved the weights.</summary>
internal static class WeightChange
{
    /// <summary>‖after − before‖ / ‖before‖ over all tensors; NaN when the weights before were all 0.</summary>
    /// <param name="before">The weights before a step.</param>
    /// <param name="after">The weights of the same network after it.</param>
    /// <returns>A share, 0 for no change.</returns>
    public static double Between(PolicyWeights before, PolicyWeights after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        double change = 0.0, size = 0.0;
        foreach (WeightTensor tensor in before.Tensors)
        {
            float[] other = after[tensor.Name].Values;
            for (int index = 0; index < tensor.Values.Length; index++)
            {
                double difference = (double)other[index] - tensor.Values[index];
                change += difference * difference;
                size += (double)tensor.Values[index] * tensor.Values[index];
            }
        }
        return Math.Sqrt(change / size);
    }
}
