using System.Text;

namespace RlTrainer.Data;

/// <summary>The uncompressed content of a file, or of one file inside a package.</summary>
/// <param name="Name">The name that findings carry, e.g.
/// "20131007_es_minute_trade.zip/20131007_es_minute_trade_201312.csv".</param>
/// <param name="Contract">The contract that a name of Lean's form tells, e.g. "201312"; empty otherwise.</param>
/// <param name="Open">Opens the content.</param>
internal sealed record TextPart(string Name, string Contract, Func<Stream> Open)
{
    private const int HeadBytes = 64 * 1024;

    /// <summary>The parts of a file: one, or one for each file with bars inside a zip.</summary>
    public static IReadOnlyList<TextPart> Of(string path) => Package.Of(path, BarFormatSet.Text).Parts;

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

    private static byte[] ReadHead(Stream stream, out int length)
    {
        byte[] head = new byte[HeadBytes];
        length = stream.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false);
        return head;
    }
}
