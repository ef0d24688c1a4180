using System.Buffers.Binary;
using System.IO.Compression;

namespace RlTrainer.Notebooks.Jupyter;

/// <summary>The kernel's picture: rising bars on dark blue.</summary>
internal static class KernelLogo
{
    public const string Svg = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">
          <rect width="64" height="64" rx="10" fill="#0b1226"/>
          <rect x="10" y="38" width="10" height="16" fill="#6ea8fe"/>
          <rect x="27" y="26" width="10" height="28" fill="#b69cff"/>
          <rect x="44" y="10" width="10" height="44" fill="#5fd6a4"/>
        </svg>

        """;

    private static readonly byte[] Ground = [0x0B, 0x12, 0x26];

    private static readonly (int Left, int Top, byte[] Colour)[] Bars =
        [(10, 38, [0x6E, 0xA8, 0xFE]), (27, 26, [0xB6, 0x9C, 0xFF]), (44, 10, [0x5F, 0xD6, 0xA4])];

    /// <summary>The picture as a PNG file of size × size pixels.</summary>
    public static byte[] Png(int size)
    {
        using var rows = new MemoryStream();
        using (var compressed = new ZLibStream(rows, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (int y = 0; y < size; y++)
            {
                compressed.WriteByte(0);
                for (int x = 0; x < size; x++)
                    compressed.Write(Pixel(x * 64 / size, y * 64 / size));
            }
        }

        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, size);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), size);
        header[8] = 8;
        header[9] = 2;
        return [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, rows.ToArray()),
            .. Chunk("IEND"u8, [])];
    }

    private static byte[] Pixel(int x, int y)
    {
        foreach (var (left, top, colour) in Bars)
        {
            if (x >= left && x < left + 10 && y >= top && y < 54)
                return colour;
        }

        return Ground;
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, byte[] data)
    {
        byte[] chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        type.CopyTo(chunk.AsSpan(4));
        data.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }

    /// <summary>CRC-32 as PNG has it (ISO 3309).</summary>
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }
}
