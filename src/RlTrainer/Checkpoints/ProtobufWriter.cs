using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace RlTrainer.Checkpoints;

/// <summary>
/// Writes messages in the Protocol Buffers wire format (protobuf.dev, "Encoding"): only the four wire types that the
/// files of this library need.
/// </summary>
internal sealed class ProtobufWriter
{
    private const int VarintType = 0, Fixed64Type = 1, LengthType = 2, Fixed32Type = 5;
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>The message so far.</summary>
    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>An integer or enum field.</summary>
    public ProtobufWriter Varint(int field, long value)
    {
        Tag(field, VarintType);
        Raw((ulong)value);
        return this;
    }

    /// <summary>A 32-bit float field.</summary>
    public ProtobufWriter Float(int field, float value)
    {
        Tag(field, Fixed32Type);
        BinaryPrimitives.WriteSingleLittleEndian(_bytes.GetSpan(4), value);
        _bytes.Advance(4);
        return this;
    }

    /// <summary>A 64-bit float field.</summary>
    public ProtobufWriter Double(int field, double value)
    {
        Tag(field, Fixed64Type);
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.GetSpan(8), value);
        _bytes.Advance(8);
        return this;
    }

    /// <summary>A text field, UTF-8.</summary>
    public ProtobufWriter Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>A field of bytes.</summary>
    public ProtobufWriter Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, LengthType);
        Raw((ulong)value.Length);
        _bytes.Write(value);
        return this;
    }

    /// <summary>A message inside this one.</summary>
    public ProtobufWriter Message(int field, ProtobufWriter inner) => Bytes(field, inner.Written);

    /// <summary>Little-endian floats as a field of bytes.</summary>
    public ProtobufWriter Floats(int field, ReadOnlySpan<float> values)
    {
        if (BitConverter.IsLittleEndian) return Bytes(field, MemoryMarshal.AsBytes(values));
        byte[] swapped = new byte[values.Length * 4];
        for (int i = 0; i < values.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(swapped.AsSpan(i * 4), values[i]);
        return Bytes(field, swapped);
    }

    /// <summary>64-bit floats as a packed repeated field.</summary>
    public ProtobufWriter Doubles(int field, IReadOnlyList<double> values)
    {
        byte[] packed = new byte[values.Count * 8];
        for (int i = 0; i < values.Count; i++) BinaryPrimitives.WriteDoubleLittleEndian(packed.AsSpan(i * 8), values[i]);
        return Bytes(field, packed);
    }

    private void Tag(int field, int wireType) => Raw(((ulong)field << 3) | (uint)wireType);

    private void Raw(ulong value)
    {
        Span<byte> target = _bytes.GetSpan(10);
        int length = 0;
        while (value >= 0x80)
        {
            target[length++] = (byte)(value | 0x80);
            value >>= 7;
        }
        target[length++] = (byte)value;
        _bytes.Advance(length);
    }
}
