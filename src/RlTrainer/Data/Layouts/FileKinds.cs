using System.Text;

namespace RlTrainer.Data;

/// <summary>Names what is no text of bars for what it is, and says what to export instead.</summary>
internal static class FileKinds
{
    private const string AsCsv = "export one-minute bars as CSV";

    /// <summary>Throws where the first bytes are those of another kind of file.</summary>
    /// <param name="bytes">The first bytes.</param>
    /// <param name="file">The name that the message carries.</param>
    /// <exception cref="BarDataException">The file is no text of bars.</exception>
    public static void ThrowIfNoText(ReadOnlySpan<byte> bytes, string file)
    {
        if (Binary(bytes) is var (kind, remedy))
            throw new BarDataException($"{file}: found {kind}, not text. Expected CSV: {remedy}.");
        if (IsUtf16(bytes))
            throw new BarDataException(
                $"{file}: found UTF-16 text without a byte-order mark. Expected UTF-8: save it as UTF-8 (in a spreadsheet: \"CSV "
                + $"UTF-8\"), or as UTF-16 with its mark.");
        if (Marked(bytes) is var (markup, instead))
            throw new BarDataException($"{file}: found {markup}. Expected CSV: {instead}.");
        ReadOnlySpan<byte> start = bytes[..Math.Min(bytes.Length, 512)];
        if (start.Count((byte)0) * 10 > start.Length)
            throw new BarDataException(
                $"{file}: found binary data (it begins with {FindingsLog.Words(bytes[..Math.Min(bytes.Length, 16)])}), not text. "
                + $"Expected CSV: {AsCsv}.");
    }

    private static (string Kind, string Remedy)? Binary(ReadOnlySpan<byte> bytes) =>
        Columns(bytes) ?? Packed(bytes) ?? Written(bytes) ?? Database(bytes);

    /// <summary>Formats of bars in columns.</summary>
    private static (string Kind, string Remedy)? Columns(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [(byte)'D', (byte)'B', (byte)'N', ..] =>
            ("Databento DBN data",
                "download it as CSV with the schema ohlcv-1m (or ohlcv-1s), or import it with the rltrainer command, which "
                + "reads DBN"),
        [(byte)'P', (byte)'A', (byte)'R', (byte)'1', ..] =>
            ("Parquet data", AsCsv + ", or import it with the rltrainer command, which reads Parquet"),
        [(byte)'A', (byte)'R', (byte)'R', (byte)'O', (byte)'W', (byte)'1', ..] =>
            ("Arrow (Feather) data", AsCsv + ", or import it with the rltrainer command, which reads Arrow"),
        [(byte)'F', (byte)'E', (byte)'A', (byte)'1', ..] =>
            ("Feather data of version 1", "write it again as Feather version 2 or Parquet (pandas: to_feather), or " + AsCsv),
        [0x89, (byte)'H', (byte)'D', (byte)'F', ..] =>
            ("HDF5 data", "read it where it was written (pandas: read_hdf) and write one-minute bars as CSV or Parquet"),
        [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', ..] =>
            ("a NumPy array (.npy)", "write the array with its times as CSV or Parquet"),
        [0x80, 2 or 3 or 4 or 5, ..] =>
            ("a Python pickle", "pickles are not opened, since opening one runs code: write the frame as CSV or Parquet (pandas: "
                + "to_csv)"),
        _ => null,
    };

    /// <summary>Archives and compressed data.</summary>
    private static (string Kind, string Remedy)? Packed(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x28, 0xB5, 0x2F, 0xFD, ..] =>
            ("zstd-compressed data (usually Databento's)",
                "decompress it, or import it with the rltrainer command, which reads zstd"),
        [(byte)'B', (byte)'Z', (byte)'h', ..] =>
            ("bzip2-compressed data", "decompress it, or import it with the rltrainer command, which reads bzip2"),
        [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', ..] =>
            ("xz-compressed data", "decompress it, or import it with the rltrainer command, which reads xz"),
        [(byte)'7', (byte)'z', 0xBC, 0xAF, ..] => ("a 7z archive", "unpack it, or pack it as .zip"),
        [(byte)'R', (byte)'a', (byte)'r', (byte)'!', ..] => ("a RAR archive", "unpack it, or pack it as .zip"),
        [(byte)'P', (byte)'K', 3, 4, ..] =>
            ("a zip archive or an Excel workbook", "name an archive .zip; save a workbook's sheet as \"CSV UTF-8\""),
        [0x1F, 0x8B, ..] => ("gzip-compressed data inside compressed data", "decompress it once"),
        [0x5D, 0, 0, _, _, 0xFF, ..] => ("LZMA-compressed data", "decompress it, or compress it as .xz"),
        [0x78, 0x01 or 0x5E or 0x9C or 0xDA, ..] =>
            ("zlib-compressed data without a gzip head", "decompress it, or compress it as .gz"),
        _ when bytes.Length > 262 && bytes[257..262].SequenceEqual("ustar"u8) =>
            ("a tar archive", "unpack it, or pack it as .zip"),
        _ => null,
    };

    /// <summary>Documents of a spreadsheet or a word processor.</summary>
    private static (string Kind, string Remedy)? Written(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xD0, 0xCF, 0x11, 0xE0, ..] => ("an old Excel workbook (.xls)", "in the spreadsheet, save the sheet as \"CSV UTF-8\""),
        [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..] => ("a PDF document", AsCsv),
        _ => null,
    };

    private static (string Kind, string Remedy)? Database(ReadOnlySpan<byte> bytes) => bytes switch
    {
        _ when bytes.StartsWith("SQLite format 3\0"u8) =>
            ("an SQLite database", "select the bars and write them as CSV (sqlite3 -header -csv)"),
        _ when bytes.Length > 12 && bytes[8..12].SequenceEqual("DUCK"u8) =>
            ("a DuckDB database", "copy the bars to CSV or Parquet (COPY … TO 'bars.parquet')"),
        _ => null,
    };

    private static (string Kind, string Remedy)? Marked(ReadOnlySpan<byte> bytes)
    {
        string start = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 400)])
            .TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\r', '\n', '\t').ToLowerInvariant();
        if (start.StartsWith("<!doctype html", StringComparison.Ordinal) || start.StartsWith("<html", StringComparison.Ordinal)
            || start.StartsWith("<head", StringComparison.Ordinal))
            return ("an HTML page (often a login or an error page saved in place of the download)",
                "open it in a browser to see what it says, then download the data again");
        if (start.StartsWith("<table", StringComparison.Ordinal) || start.StartsWith("<body", StringComparison.Ordinal)
            || start.StartsWith("<div", StringComparison.Ordinal))
            return ("a table of an HTML page", "save the table as CSV, in a spreadsheet for example");
        if (start.StartsWith("<?xml", StringComparison.Ordinal))
            return ("an XML document", start.Contains("workbook", StringComparison.Ordinal)
                ? "in the spreadsheet, save the sheet as \"CSV UTF-8\"" : AsCsv);
        if (start.StartsWith("{\\rtf", StringComparison.Ordinal)) return ("a rich-text document", "save it as plain text");
        return start.StartsWith("version https://git-lfs", StringComparison.Ordinal)
            ? ("a pointer of Git LFS in place of the file", "fetch the file itself: git lfs pull") : null;
    }

    /// <summary>Every second byte of the beginning is zero, as in UTF-16 of Latin letters and digits.</summary>
    private static bool IsUtf16(ReadOnlySpan<byte> bytes)
    {
        int pairs = Math.Min(bytes.Length, 256) / 2, even = 0, odd = 0;
        for (int pair = 0; pair < pairs; pair++)
        {
            if (bytes[2 * pair] == 0) even++;
            if (bytes[2 * pair + 1] == 0) odd++;
        }
        return pairs >= 4 && Math.Max(even, odd) * 10 >= pairs * 9 && Math.Min(even, odd) * 10 < pairs;
    }
}
