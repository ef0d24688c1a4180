using System.Runtime.InteropServices;
using RlTrainer.Policies;
using TorchSharp;
using static TorchSharp.torch;

namespace RlTrainer.Torch;

/// <summary>
/// All weights in one flat tensor, and Adam's moments in two more of the same order, so that clipping and the optimizer are
/// a few operations on whole buffers. The layers see views of the weights.
/// </summary>
internal sealed class FlatParameters : IDisposable
{
    private readonly (string Name, int[] Shape, int Start, int Count)[] _tensors;

    public FlatParameters(NetworkShape network, Device device)
    {
        int start = 0;
        var tensors = new List<(string, int[], int, int)>();
        foreach ((string name, int[] shape) in network.Tensors())
        {
            int count = shape.Aggregate(1, (product, side) => product * side);
            tensors.Add((name, shape, start, count));
            start += count;
        }
        _tensors = [.. tensors];
        Count = start;
        Values = zeros(Count, ScalarType.Float32, device).DetachFromDisposeScope();
        FirstMoments = zeros(Count, ScalarType.Float32, device).DetachFromDisposeScope();
        SecondMoments = zeros(Count, ScalarType.Float32, device).DetachFromDisposeScope();
        Views = [.. _tensors.Select(tensor => ViewOf(tensor.Start, tensor.Count, tensor.Shape))];
    }

    /// <summary>How many numbers the weights are.</summary>
    public int Count { get; }

    /// <summary>[count] the weights.</summary>
    public Tensor Values { get; }

    /// <summary>[count] Adam's first moments.</summary>
    public Tensor FirstMoments { get; }

    /// <summary>[count] Adam's second moments.</summary>
    public Tensor SecondMoments { get; }

    /// <summary>The weights layer by layer (weight, bias, weight, …; policy, then value): views of <see cref="Values"/> that
    /// carry gradients.</summary>
    public Tensor[] Views { get; }

    /// <summary>A flat tensor as named arrays on the host.</summary>
    public IReadOnlyList<WeightTensor> Read(Tensor flat)
    {
        using DisposeScope scope = NewDisposeScope();
        ReadOnlySpan<float> values = MemoryMarshal.Cast<byte, float>(flat.cpu().bytes);
        var tensors = new WeightTensor[_tensors.Length];
        for (int index = 0; index < tensors.Length; index++)
        {
            (string name, int[] shape, int start, int count) = _tensors[index];
            tensors[index] = new WeightTensor(name, shape, values.Slice(start, count).ToArray());
        }
        return tensors;
    }

    /// <summary>Named arrays, already checked against the network, into a flat tensor.</summary>
    public void Write(IReadOnlyList<WeightTensor> tensors, Tensor flat)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        Tensor host = empty(Count, ScalarType.Float32, torch.CPU);
        Span<float> values = MemoryMarshal.Cast<byte, float>(host.bytes);
        for (int index = 0; index < _tensors.Length; index++) tensors[index].Values.CopyTo(values[_tensors[index].Start..]);
        flat.copy_(host);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Tensor view in Views) view.Dispose();
        Values.Dispose();
        FirstMoments.Dispose();
        SecondMoments.Dispose();
    }

    private Tensor ViewOf(int start, int count, int[] shape)
    {
        using DisposeScope scope = NewDisposeScope();
        long[] sides = [.. shape.Select(side => (long)side)];
        return Values.narrow(0, start, count).view(sides).detach().requires_grad_().DetachFromDisposeScope();
    }
}
