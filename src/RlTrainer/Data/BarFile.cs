using System.IO.Compression;
using System.Text;
using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>One file of bars: plain, gzipped or zipped text in a known layout.</summary>
public static class BarFile
{
    private const int HeadBytes = 64 * 1024;

    /// <summary>Reads and checks a file.</summary>
    /// <param name="path">The file: text, .gz, or a .zip with one entry.</param>
    /// <param name="instrument">What the bars are of.</param>
    /// <param name="interval">How long each bar lasts.</param>
    /// <param name="mode">What to do with rows that break a rule.</param>
    /// <param name="layout">The file's layout; null to detect it from the content.</param>
    /// <exception cref="BarDataException">The file is unreadable, its layout is not known, no row is left, or in strict mode a row breaks a rule of severity error.</exception>
    public static CheckedBars Read(string path, Instrument instrument, BarInterval interval, CheckMode mode, BarLayout? layout = null)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        string name = Path.GetFileName(path);
        try
        {
            using Stream stream = Open(path);
            return Read(stream, name, instrument, interval, mode, layout);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException)
        {
            throw new BarDataException($"{name}: its compressed content is damaged ({error.Message}). Expected a whole .gz or .zip file: download or export it again.", error);
        }
    }

    /// <summary>Reads and checks the content of a file from a stream of uncompressed text.</summary>
    /// <param name="stream">The text, read to its end once.</param>
    /// <param name="name">The name that findings carry.</param>
    /// <inheritdoc cref="Read(string, Instrument, BarInterval, CheckMode, BarLayout?)"/>
    public static CheckedBars Read(Stream stream, string name, Instrument instrument, BarInterval interval, CheckMode mode, BarLayout? layout = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        byte[] head = ReadHead(stream, out int length);
        Stream whole = new PrefixedStream(head.AsMemory(0, length), stream);
        if (length >= 2 && (head[0], head[1]) is (0xFF, 0xFE) or (0xFE, 0xFF))
        {
            Encoding encoding = head[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode;
            whole = Encoding.CreateTranscodingStream(whole, encoding, new UTF8Encoding(false));
            head = ReadHead(whole, out length);
            whole = new PrefixedStream(head.AsMemory(0, length), whole);
        }
        FileHead start = FileHead.Of(head.AsSpan(0, length));
        layout ??= LayoutDetector.Detect(start, name);
        var log = new FindingsLog(name, mode);
        using var lines = new LineReader(whole);
        for (int line = 0; line < start.CommentLines; line++) lines.TryRead(out _);
        var reader = new BarTextReader(layout, instrument, interval, log);
        RawRows rows = reader.Read(lines);
        string origin = start.Origin.Length > 0 ? $"{name} ({start.Origin})" : name;
        BarSeries bars = BarAssembler.Assemble(rows, instrument, interval, origin, start.IsSynthetic, log);
        return new CheckedBars(bars, log.ToReport(layout.Format, reader.RowsRead, bars.Count));
    }

    /// <summary>A file's uncompressed text.</summary>
    internal static Stream Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)) return new GZipStream(file, CompressionMode.Decompress);
        if (!path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)) return file;
        var archive = new ZipArchive(file, ZipArchiveMode.Read);
        ZipArchiveEntry[] entries = [.. archive.Entries.Where(entry => entry.Length > 0)];
        if (entries.Length == 1) return entries[0].Open();
        throw new BarDataException(
            $"{Path.GetFileName(path)}: found {entries.Length} files in it ({string.Join(", ", entries.Take(8).Select(entry => entry.FullName))}); "
            + "expected one. Import it with the contract named.");
    }

    private static byte[] ReadHead(Stream stream, out int length)
    {
        byte[] head = new byte[HeadBytes];
        length = stream.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false);
        return head;
    }
}
