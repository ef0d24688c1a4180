using System.IO.Compression;
using System.Text.RegularExpressions;

namespace RlTrainer.Data;

/// <summary>A file as vendors ship it: plain, compressed, or a zip in which bars lie beside reports and descriptions.</summary>
/// <param name="Parts">What holds bars, in the order of the names.</param>
/// <param name="Ignored">What does not, by name.</param>
internal sealed partial record Package(IReadOnlyList<TextPart> Parts, IReadOnlyList<string> Ignored)
{
    private const int SignatureBytes = 16;
    private const int MostRounds = 4;

    /// <summary>The parts of a file. What it is, is told by its first bytes, never by its ending.</summary>
    /// <param name="path">The file.</param>
    /// <param name="formats">Compressions besides gzip and zip.</param>
    /// <exception cref="BarDataException">An archive without a file with bars.</exception>
    public static Package Of(string path, BarFormatSet formats)
    {
        string name = Path.GetFileName(path);
        byte[] signature = new byte[SignatureBytes];
        int length;
        using (FileStream file = OpenFile(path)) length = file.ReadAtLeast(signature, SignatureBytes, throwOnEndOfStream: false);
        if (signature.AsSpan(0, length) is [(byte)'P', (byte)'K', 3 or 5, ..]) return OfZip(path, name, formats);
        if (length > 0 && path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) && !IsGzip(signature))
            throw new InvalidDataException("it does not begin as gzip does");
        if (path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
            throw new InvalidDataException("it does not begin as zip does");
        string inner = WithoutCompression(name);
        return new Package([new TextPart(
            name, LeanLayouts.ContractIn(inner), () => Unpacked(OpenFile(path), name, new FileInfo(path).Length, formats))], []);
    }

    private static Package OfZip(string path, string name, BarFormatSet formats)
    {
        using var archive = new ZipArchive(OpenFile(path), ZipArchiveMode.Read);
        string[] entries = [.. archive.Entries.Where(entry => entry.Length > 0).Select(entry => entry.FullName)
            .Order(StringComparer.Ordinal)];
        if (entries.Any(entry => entry is "[Content_Types].xml" or "xl/workbook.xml" or "content.xml"))
            throw new BarDataException(
                $"{name}: found a spreadsheet (.xlsx or .ods), not text. Expected CSV: in the spreadsheet, save the sheet as "
                + $"\"CSV UTF-8\".");
        string[] bars = [.. entries.Where(entry => !IsBeside(entry))];
        string[] data = [.. bars.Where(entry => !IsReport(entry, bars, archive))];
        if (data.Length == 0)
            throw new BarDataException(
                $"{name}: found no file {(entries.Length == 0 ? "" : "with bars ")}in the zip "
                + $"archive{(entries.Length == 0 ? "" : $" ({string.Join(", ", entries.Take(8))})")}. Expected one with bars.");
        return new Package([.. data.Select(
            entry => new TextPart(
                $"{name}/{entry}", LeanLayouts.ContractIn(WithoutCompression(entry)), () => OpenEntry(path, entry, formats)))],
                    [.. entries.Except(data)]);
    }

    /// <summary>What systems and vendors put beside the data, known by its name.</summary>
    internal static bool IsBeside(string entry)
    {
        string file = Path.GetFileName(entry);
        return entry.StartsWith("__MACOSX/", StringComparison.Ordinal) || file.StartsWith("._", StringComparison.Ordinal)
            || BesideName().IsMatch(file);
    }

    /// <summary>A text beside CSV files in which no line looks like a row of data: a status report or a readme.</summary>
    private static bool IsReport(string entry, string[] entries, ZipArchive archive)
    {
        if (!ReportEnding().IsMatch(entry) || !entries.Any(other => BarEnding().IsMatch(other))) return false;
        using Stream stream = archive.GetEntry(entry)!.Open();
        using Stream _ = TextPart.WithHead(stream, out FileHead head);
        return !head.Lines.Any(
            line => TextRow.FieldsOf(line, TextRow.SeparatorOf([line])) is { Length: >= 5 } fields && TextRow.IsData(fields));
    }

    private static string WithoutCompression(string name) => CompressedEnding().Replace(name, "");

    private static bool IsGzip(ReadOnlySpan<byte> head) => head is [0x1F, 0x8B, ..];

    private static FileStream OpenFile(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 1 << 16, FileOptions.SequentialScan);

    private static PrefixedStream OpenEntry(string path, string entry, BarFormatSet formats)
    {
        var archive = new ZipArchive(OpenFile(path), ZipArchiveMode.Read);
        ZipArchiveEntry found = archive.GetEntry(entry)!;
        var guarded = new BombGuard(new CheckedEntry(found), entry, Math.Max(1, found.CompressedLength));
        return new PrefixedStream(default, Unpacked(guarded, entry, found.CompressedLength, formats), archive);
    }

    /// <summary>The content without compression; compressed content inside compressed content is opened too.</summary>
    private static Stream Unpacked(Stream stream, string name, long compressedLength, BarFormatSet formats)
    {
        for (int round = 0; round < MostRounds; round++)
        {
            byte[] head = new byte[SignatureBytes];
            int length = stream.ReadAtLeast(head, SignatureBytes, throwOnEndOfStream: false);
            if (stream.CanSeek) stream.Position = 0;
            Stream whole = stream.CanSeek ? stream : new PrefixedStream(head.AsMemory(0, length), stream);
            IBarCompression? other = formats.Compressions.FirstOrDefault(each => each.Recognizes(head.AsSpan(0, length)));
            if (IsGzip(head.AsSpan(0, length))) stream = new BombGuard(new WholeGzip(whole), name, compressedLength);
            else if (other is not null) stream = new BombGuard(other.Open(whole), name, compressedLength);
            else return whole;
        }
        return stream;
    }

    [GeneratedRegex(
        @"^(\.DS_Store|Thumbs\.db|desktop\.ini|(condition|metadata|manifest|symbology|symbol_mapping)\.json"
        + @"|.*\.(pdf|html?|md|sha256|md5|xml|log))$", RegexOptions.IgnoreCase)]
    private static partial Regex BesideName();

    [GeneratedRegex(@"\.(txt|json|doc|rtf)$", RegexOptions.IgnoreCase)]
    private static partial Regex ReportEnding();

    [GeneratedRegex(@"\.(csv|tsv|dbn|parquet|arrow|feather)(\.(gz|zst|bz2|xz))?$", RegexOptions.IgnoreCase)]
    private static partial Regex BarEnding();

    [GeneratedRegex(@"\.(gz|zst|bz2|xz|zip)$", RegexOptions.IgnoreCase)]
    private static partial Regex CompressedEnding();
}
