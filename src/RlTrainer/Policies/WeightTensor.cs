using RlTrainer.Values;

namespace RlTrainer.Policies;

/// <summary>One named array of weights, row by row.</summary>
/// <param name="Name">Dotted, e.g. "policy.0.weight" ([outputs, inputs], as PyTorch stores it) or "policy.0.bias".</param>
/// <param name="Shape">Its dimensions.</param>
/// <param name="Values">The numbers, row by row.</param>
public sealed record WeightTensor(string Name, IReadOnlyList<int> Shape, float[] Values)
{
    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
