using System.Buffers.Binary;

namespace RlTrainer.Columnar;

/// <summary>
/// The places of the batches that an Arrow file's footer names, against the places where the file has them. Arrow has no
/// checksums: bytes put in or taken out would shift values into other rows, and nothing else would show it.
/// </summary>
internal static class ArrowFooter
{
    private const int MarkBytes = 10, BlockBytes = 24, DictionariesField = 2, BatchesField = 3, LongestEnd = 8;

    /// <summary>Throws where the last batch does not end where the footer begins.</summary>
    /// <param name="content">The file; its position is 0 afterwards.</param>
    /// <exception cref="InvalidDataException">The footer is cut, or does not fit the file.</exception>
    public static void ThrowIfShifted(Stream content)
    {
        long length = content.Length;
        byte[] end = new byte[MarkBytes];
        if (length < 2 * MarkBytes) throw new InvalidDataException("it has no footer");
        content.Position = length - MarkBytes;
        content.ReadExactly(end);
        int footerBytes = BinaryPrimitives.ReadInt32LittleEndian(end);
        if (!end.AsSpan(4).SequenceEqual("ARROW1"u8) || footerBytes <= 0
            || footerBytes > length - 2 * MarkBytes) throw new InvalidDataException("it has no footer");
        byte[] footer = new byte[footerBytes];
        long start = length - MarkBytes - footerBytes;
        content.Position = start;
        content.ReadExactly(footer);
        content.Position = 0;
        long last = EndOfBlocks(footer);
        if (last > 0 && start - last is < 0 or > LongestEnd) throw new InvalidDataException($"its footer says that the last "
            + $"batch ends at byte {last}, and it ends at {start}");
    }

    /// <summary>The end of the last batch by the footer's list of blocks: offset, bytes of metadata, bytes of values.</summary>
    private static long EndOfBlocks(ReadOnlySpan<byte> footer)
    {
        try
        {
            int table = BinaryPrimitives.ReadInt32LittleEndian(footer),
                fields = table - BinaryPrimitives.ReadInt32LittleEndian(footer[table..]);
            return Math.Max(EndOfBlocks(footer, table, fields, DictionariesField),
                EndOfBlocks(footer, table, fields, BatchesField));
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw new InvalidDataException("its footer is damaged", error);
        }
    }

    private static long EndOfBlocks(ReadOnlySpan<byte> footer, int table, int fields, int field)
    {
        int slot = 4 + 2 * field;
        if (slot + 2 > BinaryPrimitives.ReadUInt16LittleEndian(footer[fields..])) return 0;
        int at = BinaryPrimitives.ReadUInt16LittleEndian(footer[(fields + slot)..]);
        if (at == 0) return 0;
        int list = table + at + BinaryPrimitives.ReadInt32LittleEndian(footer[(table + at)..]),
            count = BinaryPrimitives.ReadInt32LittleEndian(footer[list..]);
        long last = 0;
        for (int block = 0; block < count; block++)
        {
            ReadOnlySpan<byte> entry = footer[(list + 4 + block * BlockBytes)..];
            last = Math.Max(last, BinaryPrimitives.ReadInt64LittleEndian(entry)
                + BinaryPrimitives.ReadInt32LittleEndian(entry[8..]) + BinaryPrimitives.ReadInt64LittleEndian(entry[16..]));
        }
        return last;
    }
}
