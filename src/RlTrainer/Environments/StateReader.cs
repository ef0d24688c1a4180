using System.Buffers.Binary;

namespace RlTrainer.Environments;

/// <summary>Reads a state that <see cref="StateWriter"/> wrote; its length has been checked.</summary>
internal sealed class StateReader(byte[] bytes) : IStateVisitor
{
    private int _next;

    public long Value(long value)
    {
        value = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(_next));
        _next += 8;
        return value;
    }

    public double Value(double value) => BitConverter.Int64BitsToDouble(Value(0L));
}
