using System.IO.Compression;
using System.Text;

namespace RlTrainer.Data;

/// <summary>The uncompressed text of a file, or of one file inside a zip.</summary>
/// <param name="Name">The name that findings carry, e.g. "20131007_es_minute_trade.zip/20131007_es_minute_trade_201312.csv".</param>
/// <param name="Contract">The contract that a Lean entry's name tells, e.g. "201312"; empty otherwise.</param>
/// <param name="Open">Opens the text.</param>
internal sealed record TextPart(string Name, string Contract, Func<Stream> Open)
{
    private const int HeadBytes = 64 * 1024;

    /// <summary>The parts of a file: one, or one for each file inside a zip.</summary>
    public static IReadOnlyList<TextPart> Of(string path)
    {
        string name = Path.GetFileName(path);
        if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            return [new TextPart(name, "", () => new GZipStream(OpenFile(path), CompressionMode.Decompress))];
        if (!path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
            return [new TextPart(name, "", () => OpenFile(path))];
        using var archive = new ZipArchive(OpenFile(path), ZipArchiveMode.Read);
        string[] entries = [.. archive.Entries.Where(entry => entry.Length > 0).Select(entry => entry.FullName).Order(StringComparer.Ordinal)];
        if (entries.Length == 0) throw new BarDataException($"{name}: found no file in the zip archive. Expected one with bars.");
        return [.. entries.Select(entry => new TextPart($"{name}/{entry}", entries.Length == 1 ? "" : ContractIn(entry), () => OpenEntry(path, entry)))];
    }

    /// <summary>Reads the first bytes and gives back the whole text, as UTF-8.</summary>
    public static Stream WithHead(Stream stream, out FileHead head)
    {
        byte[] bytes = ReadHead(stream, out int length);
        Stream whole = new PrefixedStream(bytes.AsMemory(0, length), stream);
        if (length >= 2 && (bytes[0], bytes[1]) is (0xFF, 0xFE) or (0xFE, 0xFF))
        {
            Encoding encoding = bytes[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode;
            whole = Encoding.CreateTranscodingStream(whole, encoding, new UTF8Encoding(false));
            bytes = ReadHead(whole, out length);
            whole = new PrefixedStream(bytes.AsMemory(0, length), whole);
        }
        head = FileHead.Of(bytes.AsSpan(0, length));
        return whole;
    }

    private static string ContractIn(string entry)
    {
        string stem = Path.GetFileNameWithoutExtension(entry);
        return stem[(stem.LastIndexOf('_') + 1)..];
    }

    private static FileStream OpenFile(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);

    private static PrefixedStream OpenEntry(string path, string entry)
    {
        var archive = new ZipArchive(OpenFile(path), ZipArchiveMode.Read);
        return new PrefixedStream(default, archive.GetEntry(entry)!.Open(), archive);
    }

    private static byte[] ReadHead(Stream stream, out int length)
    {
        byte[] head = new byte[HeadBytes];
        length = stream.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false);
        return head;
    }
}
