namespace RlTrainer.Policies;

/// <summary>
/// All weights of a policy and value network by name: policy.0.weight, policy.0.bias, …, value.0.weight, …; layer i of a
/// network counts from 0, the last one is the head.
/// </summary>
/// <param name="Tensors">In a fixed order: policy layers, then value layers, weight before bias.</param>
public sealed record PolicyWeights(IReadOnlyList<WeightTensor> Tensors)
{
    /// <summary>The tensor of a name.</summary>
    /// <exception cref="KeyNotFoundException">No such tensor: the message lists those there are.</exception>
    public WeightTensor this[string name] => Tensors.FirstOrDefault(tensor => tensor.Name == name)
        ?? throw new KeyNotFoundException($"No tensor is named '{name}'; there are {string.Join(", ", Tensors.Select(tensor => tensor.Name))}.");
}
