using System.Buffers.Binary;

namespace RlTrainer.Columnar;

/// <summary>
/// The places of the batches that an Arrow file's footer names, against the places where the file has them. Arrow has no
/// checksums: bytes put in or taken out would shift values into other rows, and nothing else would show it.
/// </summary>
internal static class ArrowFooter
{
    private const int MarkBytes = 10, BlockBytes = 24, DictionariesField = 2, BatchesField = 3, LongestEnd = 8;
    private const int PrefixBytes = 8, BodyField = 3;

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
        var blocks = new List<(long Offset, int Metadata, long Body)>();
        Read(footer, blocks);
        foreach ((long offset, int metadata, long body) in blocks) ThrowIfOther(content, start, (offset, metadata, body));
        content.Position = 0;
        long last = blocks.Count == 0 ? 0 : blocks.Max(block => block.Offset + block.Metadata + block.Body);
        if (last > 0 && start - last is < 0 or > LongestEnd) throw new InvalidDataException($"its footer says that the last "
            + $"batch ends at byte {last}, and it ends at {start}");
    }

    /// <summary>Throws where a batch says other lengths of itself than the footer does: a reader would ask for as much memory
    /// as a damaged length says.</summary>
    private static void ThrowIfOther(Stream content, long end, (long Offset, int Metadata, long Body) block)
    {
        if (block.Offset < PrefixBytes || block.Metadata < PrefixBytes || block.Body < 0
            || block.Offset > end - block.Metadata || block.Body > end - block.Offset - block.Metadata)
            throw new InvalidDataException("its footer names a batch beyond its end");
        byte[] message = new byte[block.Metadata];
        content.Position = block.Offset;
        content.ReadExactly(message);
        int prefix = BinaryPrimitives.ReadInt32LittleEndian(message) == -1 ? PrefixBytes : PrefixBytes / 2,
            length = BinaryPrimitives.ReadInt32LittleEndian(message.AsSpan(prefix - 4));
        if (length != block.Metadata - prefix)
            throw new InvalidDataException(
                $"a batch says that its head has {length} bytes, and the footer {block.Metadata - prefix}");
        long body = Whole(message.AsSpan(prefix), BodyField);
        if (body != block.Body)
            throw new InvalidDataException($"a batch says that it has {body} bytes, and the footer {block.Body}");
    }

    /// <summary>A number of eight bytes of a flatbuffer's root table; 0 where it is not written.</summary>
    private static long Whole(ReadOnlySpan<byte> buffer, int field)
    {
        try
        {
            int table = BinaryPrimitives.ReadInt32LittleEndian(buffer),
                fields = table - BinaryPrimitives.ReadInt32LittleEndian(buffer[table..]), at = At(buffer, fields, field);
            return at == 0 ? 0 : BinaryPrimitives.ReadInt64LittleEndian(buffer[(table + at)..]);
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw new InvalidDataException("a batch's head is damaged", error);
        }
    }

    /// <summary>The footer's blocks: offset, bytes of metadata, bytes of values.</summary>
    private static void Read(ReadOnlySpan<byte> footer, List<(long Offset, int Metadata, long Body)> blocks)
    {
        try
        {
            int table = BinaryPrimitives.ReadInt32LittleEndian(footer),
                fields = table - BinaryPrimitives.ReadInt32LittleEndian(footer[table..]);
            foreach (int field in (int[])[DictionariesField, BatchesField])
                if (At(footer, fields, field) is int at and > 0)
                    Read(footer, table + at + BinaryPrimitives.ReadInt32LittleEndian(footer[(table + at)..]), blocks);
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw new InvalidDataException("its footer is damaged", error);
        }
    }

    private static void Read(ReadOnlySpan<byte> footer, int list, List<(long Offset, int Metadata, long Body)> blocks)
    {
        int count = BinaryPrimitives.ReadInt32LittleEndian(footer[list..]);
        for (int block = 0; block < count; block++)
        {
            ReadOnlySpan<byte> entry = footer[(list + 4 + block * BlockBytes)..];
            blocks.Add((BinaryPrimitives.ReadInt64LittleEndian(entry), BinaryPrimitives.ReadInt32LittleEndian(entry[8..]),
                BinaryPrimitives.ReadInt64LittleEndian(entry[16..])));
        }
    }

    /// <summary>Where a table has a field, from its beginning; 0 where it has none.</summary>
    private static int At(ReadOnlySpan<byte> buffer, int fields, int field)
    {
        int slot = 4 + 2 * field;
        return slot + 2 > BinaryPrimitives.ReadUInt16LittleEndian(buffer[fields..]) ? 0
            : BinaryPrimitives.ReadUInt16LittleEndian(buffer[(fields + slot)..]);
    }
}
