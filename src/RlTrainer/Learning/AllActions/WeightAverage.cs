using System.Buffers.Binary;
using RlTrainer.Policies;

namespace RlTrainer.Learning;

/// <summary>
/// The mean of the weights after each of the later updates (stochastic weight averaging; Izmailov et al. 2018): what the updates
/// agree on stays, the luck of the last rollouts goes. Sums are kept in double precision.
/// </summary>
internal sealed class WeightAverage
{
    private double[] _sums = [];

    /// <summary>Updates in the mean.</summary>
    public int Count { get; private set; }

    /// <summary>Takes in the weights after an update.</summary>
    /// <param name="weights">Of one network all along.</param>
    public void Add(PolicyWeights weights)
    {
        if (Count == 0) _sums = new double[weights.Tensors.Sum(tensor => tensor.Values.Length)];
        int next = 0;
        foreach (WeightTensor tensor in weights.Tensors)
            foreach (float value in tensor.Values) _sums[next++] += value;
        Count++;
    }

    /// <summary>The mean, in the tensors of some weights of the same network.</summary>
    /// <param name="like">Names and shapes.</param>
    /// <returns>Weights; a copy.</returns>
    public PolicyWeights Mean(PolicyWeights like)
    {
        int next = 0;
        return new PolicyWeights([.. like.Tensors.Select(tensor =>
            tensor with { Values = [.. tensor.Values.Select(_ => (float)(_sums[next++] / Count))] })]);
    }

    /// <summary>Its bytes: the count, then the sums, little-endian.</summary>
    /// <returns>What <see cref="Restore"/> takes.</returns>
    public byte[] Save()
    {
        byte[] bytes = new byte[sizeof(int) + _sums.Length * sizeof(double)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, Count);
        for (int index = 0; index < _sums.Length; index++) BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(sizeof(int)
            + index * sizeof(double)), _sums[index]);
        return bytes;
    }

    /// <summary>Goes back to saved bytes.</summary>
    /// <param name="bytes">What <see cref="Save"/> returned.</param>
    /// <exception cref="InvalidDataException">They are no whole average.</exception>
    public void Restore(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < sizeof(int) || (bytes.Length - sizeof(int)) % sizeof(double) != 0)
            throw new InvalidDataException(
                $"The average of weights had {bytes.Length} bytes; expected a count and whole numbers. Use another checkpoint.");
        Count = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        _sums = new double[(bytes.Length - sizeof(int)) / sizeof(double)];
        for (int index = 0; index < _sums.Length; index++) _sums[index] =
            BinaryPrimitives.ReadDoubleLittleEndian(bytes[(sizeof(int) + index * sizeof(double))..]);
    }
}
