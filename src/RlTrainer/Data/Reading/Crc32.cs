using System.Buffers.Binary;

namespace RlTrainer.Data;

/// <summary>The checksum of zip and gzip (ISO 3309), eight bytes a step.</summary>
internal struct Crc32()
{
    private const uint Polynomial = 0xEDB8_8320;
    private const int Tables = 8, Bytes = 256;
    private static readonly uint[] Table = Make();
    private uint _state = uint.MaxValue;

    /// <summary>The checksum of what was added.</summary>
    public readonly uint Value => ~_state;

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlySpan<byte> content)
    {
        uint state = _state;
        uint[] table = Table;
        for (; content.Length >= Tables; content = content[Tables..])
        {
            uint low = state ^ BinaryPrimitives.ReadUInt32LittleEndian(content),
                high = BinaryPrimitives.ReadUInt32LittleEndian(content[4..]);
            state = table[7 * Bytes + (int)(low & 255)] ^ table[6 * Bytes + (int)(low >> 8 & 255)] ^ table[5 * Bytes
                + (int)(low >> 16 & 255)] ^ table[4 * Bytes + (int)(low >> 24)]
                ^ table[3 * Bytes + (int)(high & 255)] ^ table[2 * Bytes + (int)(high >> 8 & 255)] ^ table[Bytes
                    + (int)(high >> 16 & 255)] ^ table[(int)(high >> 24)];
        }
        foreach (byte value in content) state = table[(int)((state ^ value) & 255)] ^ state >> 8;
        _state = state;
    }

    private static uint[] Make()
    {
        uint[] table = new uint[Tables * Bytes];
        for (int value = 0; value < Bytes; value++)
        {
            uint state = (uint)value;
            for (int bit = 0; bit < 8; bit++) state = state >> 1 ^ ((state & 1) * Polynomial);
            table[value] = state;
        }
        for (int at = Bytes; at < table.Length; at++) table[at] = table[(int)(table[at - Bytes] & 255)] ^ table[at - Bytes] >> 8;
        return table;
    }
}
