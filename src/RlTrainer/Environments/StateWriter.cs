using System.Buffers.Binary;

namespace RlTrainer.Environments;

/// <summary>Writes a state, little-endian, 8 bytes a value.</summary>
internal sealed class StateWriter : IStateVisitor
{
    private readonly List<byte> _bytes = [];

    public long Value(long value)
    {
        Span<byte> buffer = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(buffer, value);
        _bytes.AddRange(buffer);
        return value;
    }

    public double Value(double value)
    {
        Value(BitConverter.DoubleToInt64Bits(value));
        return value;
    }

    public byte[] ToArray() => [.. _bytes];
}
