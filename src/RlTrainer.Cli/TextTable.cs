namespace RlTrainer.Cli;

/// <summary>Rows in columns of equal width, the same in a terminal and in a file.</summary>
internal static class TextTable
{
    /// <summary>One line a row, the header first; columns of numbers are right-aligned.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        int[] widths = [.. header.Select(
            (title, column) => Math.Max(title.Length, rows.Select(row => row[column].Length).DefaultIfEmpty().Max()))];
        bool[] right = [.. header.Select(
            (_, column) => rows.Count > 0
                && rows.All(row => row[column].Length == 0 || char.IsAsciiDigit(row[column][^1]) || row[column] == "–")
                    && rows.Any(row => row[column].Length > 0
                        && (char.IsAsciiDigit(row[column][0]) || row[column][0] is '−' or '-')))];
        yield return Line(header, widths, right);
        foreach (IReadOnlyList<string> row in rows) yield return Line(row, widths, right);
    }

    private static string Line(IReadOnlyList<string> cells, int[] widths, bool[] right) =>
        string.Join("  ", cells.Select(
            (cell, column) => right[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd();
}
