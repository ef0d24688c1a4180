using System.Globalization;
using System.Text;

namespace RlTrainer.Lab.Runs;

/// <summary>A CSV file of a run: its header and its rows as texts. A row that is being written is left out.</summary>
internal sealed class CsvColumns
{
    private readonly string[] _names;

    private CsvColumns(string[] names, IReadOnlyList<string[]> rows) => (_names, Rows) = (names, rows);

    /// <summary>[rows][columns].</summary>
    public IReadOnlyList<string[]> Rows { get; }

    /// <summary>The whole file; null where it is missing or empty.</summary>
    public static CsvColumns? Read(string file) => Parse(Text(file, 0));

    /// <summary>The header and the last rows; null where it is missing or empty.</summary>
    /// <param name="file">The file.</param>
    /// <param name="tailBytes">How much of its end is read.</param>
    public static CsvColumns? ReadEnd(string file, int tailBytes = 16_384)
    {
        if (!File.Exists(file)) return null;
        long length = new FileInfo(file).Length;
        if (length <= 2 * tailBytes) return Read(file);
        string tail = Text(file, length - tailBytes)!, head = File.ReadLines(file).First();
        return Parse(head + "\n" + tail[(tail.IndexOf('\n', StringComparison.Ordinal) + 1)..]);
    }

    /// <summary>The number in a row's column; null where there is none.</summary>
    public double? Number(string[] row, string column)
    {
        int at = Array.IndexOf(_names, column);
        return at >= 0 && double.TryParse(row[at], NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number) ? number : null;
    }

    /// <summary>The text in a row's column; empty where there is no such column.</summary>
    public string Word(string[] row, string column)
    {
        int at = Array.IndexOf(_names, column);
        return at >= 0 ? row[at] : "";
    }

    /// <summary>The number in the last row's column.</summary>
    public double? Last(string column) => Rows.Count > 0 ? Number(Rows[^1], column) : null;

    /// <summary>The last number there is in a column.</summary>
    public double? LastKnown(string column)
    {
        for (int row = Rows.Count - 1; row >= 0; row--)
            if (Number(Rows[row], column) is { } found) return found;
        return null;
    }

    private static CsvColumns? Parse(string? text)
    {
        if (text is null) return null;
        int end = text.LastIndexOf('\n');
        if (end < 0) return null;
        string[] lines = text[..end].Split('\n'), names = lines[0].TrimEnd('\r').Split(',');
        return new CsvColumns(names, [.. lines.Skip(1).Select(line => line.TrimEnd('\r').Split(','))
            .Where(cells => cells.Length == names.Length)]);
    }

    private static string? Text(string file, long from)
    {
        if (!File.Exists(file)) return null;
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Seek(from, SeekOrigin.Begin);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
