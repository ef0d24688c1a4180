using RlTrainer.Values;

namespace RlTrainer.Policies;

/// <summary>
/// All weights of a policy and value network by name: policy.0.weight, policy.0.bias, …, value.0.weight, …; layer i of a
/// network counts from 0, the last one is the head.
/// </summary>
/// <param name="Tensors">In a fixed order: policy layers, then value layers, weight before bias.</param>
public sealed record PolicyWeights(IReadOnlyList<WeightTensor> Tensors)
{
    /// <summary>The tensor of a name.</summary>
    /// <param name="name">As the network's shape lists it, e.g. "policy.0.weight".</param>
    /// <exception cref="KeyNotFoundException">No such tensor: the message lists those there are.</exception>
    public WeightTensor this[string name]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(name);
            return Tensors.FirstOrDefault(tensor => tensor.Name == name)
                ?? throw new KeyNotFoundException(
                    $"No tensor is named '{name}'; there are {string.Join(", ", Tensors.Select(tensor => tensor.Name))}.");
        }
    }

    /// <summary>The weights themselves when they are exactly the tensors of a network.</summary>
    /// <param name="network">Layer widths.</param>
    /// <returns>The same weights.</returns>
    /// <exception cref="ArgumentException">A tensor is missing, has another shape or is not part of the network; the message
    /// names it.</exception>
    public PolicyWeights CheckedAgainst(NetworkShape network)
    {
        ArgumentNullException.ThrowIfNull(network);
        CheckTensors(Tensors, network);
        return this;
    }

    /// <summary>Checks a list of named tensors against a network: weights, or moments in the weights' order.</summary>
    /// <param name="tensors">In the order of <see cref="NetworkShape.Tensors"/>.</param>
    /// <param name="network">Layer widths.</param>
    /// <exception cref="ArgumentException">A tensor is missing, has another shape or place, or is not part of the network;
    /// the message names it.</exception>
    public static void CheckTensors(IReadOnlyList<WeightTensor> tensors, NetworkShape network)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentNullException.ThrowIfNull(network);
        int index = 0;
        foreach ((string name, int[] shape) in network.Tensors())
        {
            WeightTensor tensor = tensors.FirstOrDefault(tensor => tensor.Name == name)
                ?? throw new ArgumentException(
                    $"Tensor '{name}' is missing; network {network} needs it with shape [{string.Join(", ", shape)}].");
            if (!tensor.Shape.SequenceEqual(shape))
                throw new ArgumentException(
                    $"Tensor '{name}' has shape [{string.Join(", ", tensor.Shape)}]; network {network} needs "
                    + $"[{string.Join(", ", shape)}].");
            if (tensor.Values.Length != shape.Aggregate(1, (product, size) => product * size))
                throw new ArgumentException(
                    $"Tensor '{name}' has {tensor.Values.Length} values for shape [{string.Join(", ", shape)}].");
            if (tensors[index].Name != name)
                throw new ArgumentException(
                    $"Tensor {index} is '{tensors[index].Name}'; network {network} expects '{name}' there.");
            index++;
        }
        if (tensors.Count != index)
            throw new ArgumentException($"Tensor '{tensors[index].Name}' is not part of network {network}.");
    }

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
