using System.Text;

namespace RlTrainer.Data;

/// <summary>Finds a file's layout from its first bytes; a file that is no bar text is named for what it is.</summary>
internal static class LayoutDetector
{
    /// <summary>The layout of a file whose text tells everything.</summary>
    /// <exception cref="BarDataException">No known layout fits, or a fact is missing: the message shows the readings.</exception>
    public static BarLayout Required(FileHead head, string file)
    {
        DetectedLayout found = Detect(head, file);
        if (found.Question is not { } question) return found.Layout;
        throw new BarDataException(
            $"{file}: its text is {found.Layout.Format}'s, but {question.Fact} is not in it. Possible readings:"
            + string.Concat(question.Readings.Select(reading => $"\n  {reading.Choice}: {reading.Meaning}"))
            + "\nName the right one when importing: rltrainer data import --help.");
    }

    /// <summary>The layout of a file and what its text leaves open.</summary>
    /// <exception cref="BarDataException">No known layout fits.</exception>
    public static DetectedLayout Detect(FileHead head, string file)
    {
        ThrowIfBinary(head.Bytes, file);
        string first = head.Lines.Count > 0 ? head.Lines[0] : "";
        if (first.Trim().Length == 0)
            throw new BarDataException($"{file}: the file {(head.Bytes.Length == 0 ? "is empty" : "begins with an empty line")}. Expected a line 'timestamp,open,high,low,close,volume' and rows below it.");
        if (head.Lines.Take(4).Any(line => line.TrimStart().StartsWith('{') || line.TrimStart().StartsWith('['))) return JsonRows.Detect(head, file);
        char separator = SeparatorOf(first);
        DetectedLayout? found = first.Any(char.IsAsciiLetter) ? HeaderLayouts.Find(head, separator, file) : null;
        found ??= HeaderlessLayouts.Find(head, file);
        return found ?? throw new BarDataException(
            $"{file}:{head.CommentLines + 1}: found the first line {FindingsLog.Words(Encoding.Latin1.GetBytes(first))}, which is no known layout. "
            + "Expected 'timestamp,open,high,low,close,volume', or an export of NinjaTrader, TradingView, FirstRate, Kibot, Sierra Chart, Databento, Lean, Interactive Brokers, MetaTrader or HistData.");
    }

    public static char SeparatorOf(string line)
    {
        foreach (char candidate in "\t;,")
            if (line.Count(letter => letter == candidate) >= 4)
                return candidate;
        return ',';
    }

    private static void ThrowIfBinary(byte[] bytes, string file)
    {
        string? kind = bytes.AsSpan() switch
        {
            [(byte)'D', (byte)'B', (byte)'N', ..] => "Databento DBN",
            [0x28, 0xB5, 0x2F, 0xFD, ..] => "zstd-compressed (usually Databento DBN)",
            [(byte)'P', (byte)'A', (byte)'R', (byte)'1', ..] => "Parquet",
            [(byte)'A', (byte)'R', (byte)'R', (byte)'O', (byte)'W', ..] => "Arrow",
            [0x89, (byte)'H', (byte)'D', (byte)'F', ..] => "HDF5",
            [(byte)'P', (byte)'K', 3, 4, ..] => "a zip archive (or Excel) without the ending .zip",
            [0x1F, 0x8B, ..] => "gzip-compressed without the ending .gz",
            _ => null,
        };
        if (kind is not null)
            throw new BarDataException($"{file}: found {kind} data, not text. Expected CSV: {(kind.Contains("DBN", StringComparison.Ordinal) ? "download it as CSV with the schema ohlcv-1m (or ohlcv-1s)" : "export one-minute bars as CSV")}.");
    }
}
