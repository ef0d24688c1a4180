using System.Buffers.Binary;
using System.Numerics;

namespace RlTrainer.Reporting;

/// <summary>
/// The record format of event files (TensorFlow, "TFRecord"): length (8 bytes), masked CRC-32C of the length (4), the data,
/// masked CRC-32C of the data (4), all little-endian.
/// </summary>
internal static class EventRecords
{
    private const int HeaderSize = 12, FooterSize = 4;

    /// <summary>A record around the data.</summary>
    public static byte[] Framed(ReadOnlySpan<byte> data)
    {
        byte[] record = new byte[HeaderSize + data.Length + FooterSize];
        BinaryPrimitives.WriteUInt64LittleEndian(record, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), MaskedChecksum(record.AsSpan(0, 8)));
        data.CopyTo(record.AsSpan(HeaderSize));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(HeaderSize + data.Length), MaskedChecksum(data));
        return record;
    }

    /// <summary>CRC-32C (Castagnoli).</summary>
    public static uint Checksum(ReadOnlySpan<byte> data)
    {
        uint checksum = uint.MaxValue;
        for (; data.Length >= 8; data = data[8..])
            checksum = BitOperations.Crc32C(checksum, BinaryPrimitives.ReadUInt64LittleEndian(data));
        foreach (byte value in data) checksum = BitOperations.Crc32C(checksum, value);
        return ~checksum;
    }

    /// <summary>The checksum as records hold it: turned right by 15 bits, plus a constant.</summary>
    public static uint MaskedChecksum(ReadOnlySpan<byte> data) => BitOperations.RotateRight(Checksum(data), 15) + 0xA282EAD8u;

    /// <summary>True when a record ends at the length, reading record after record from the start of the file.</summary>
    public static bool EndAt(Stream file, long length)
    {
        Span<byte> size = stackalloc byte[8];
        long position = 0;
        while (position < length)
        {
            file.Position = position;
            if (file.ReadAtLeast(size, size.Length, throwOnEndOfStream: false) < size.Length) return false;
            ulong data = BinaryPrimitives.ReadUInt64LittleEndian(size);
            if (data > (ulong)file.Length) return false;
            position += HeaderSize + (long)data + FooterSize;
        }
        return position == length && length <= file.Length;
    }
}
