using System.Buffers.Binary;
using System.Text;

namespace RlTrainer.Tests.Checkpoints;

/// <summary>Reads Protocol Buffers messages field by field, written
/// from the format's description and not from the writer.</summary>
internal sealed class ProtobufReader
{
    private readonly List<(int Field, ulong Number, byte[] Bytes)> _fields = [];

    public ProtobufReader(byte[] message)
    {
        int position = 0;
        while (position < message.Length)
        {
            ulong tag = Varint(message, ref position);
            int field = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    _fields.Add((field, Varint(message, ref position), []));
                    break;
                case 1:
                    _fields.Add((field, BinaryPrimitives.ReadUInt64LittleEndian(message.AsSpan(position)),
                        message[position..(position + 8)]));
                    position += 8;
                    break;
                case 2:
                    int length = (int)Varint(message, ref position);
                    _fields.Add((field, 0, message[position..(position + length)]));
                    position += length;
                    break;
                case 5:
                    _fields.Add((field, BinaryPrimitives.ReadUInt32LittleEndian(message.AsSpan(position)), []));
                    position += 4;
                    break;
                default:
                    throw new InvalidDataException($"Wire type {tag & 7} at byte {position}.");
            }
        }
    }

    public IEnumerable<ProtobufReader> Messages(int field) =>
        _fields.Where(f => f.Field == field).Select(f => new ProtobufReader(f.Bytes));

    public IEnumerable<string> Texts(int field) =>
        _fields.Where(f => f.Field == field).Select(f => Encoding.UTF8.GetString(f.Bytes));

    public IEnumerable<long> Numbers(int field) => _fields.Where(f => f.Field == field).Select(f => (long)f.Number);

    public float[] Floats(int field)
    {
        byte[] bytes = _fields.Single(f => f.Field == field).Bytes;
        return [.. Enumerable.Range(0, bytes.Length / 4)
            .Select(i => BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i * 4)))];
    }

    /// <summary>A 64-bit float, or a packed list of them.</summary>
    public double[] Doubles(int field)
    {
        byte[] bytes = _fields.Single(f => f.Field == field).Bytes;
        return [.. Enumerable.Range(0, bytes.Length / 8)
            .Select(i => BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(i * 8)))];
    }

    /// <summary>A 32-bit float that stands alone.</summary>
    public float Single(int field) => BitConverter.UInt32BitsToSingle((uint)_fields.Single(f => f.Field == field).Number);

    private static ulong Varint(byte[] message, ref int position)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte part = message[position++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return value;
        }
    }
}
