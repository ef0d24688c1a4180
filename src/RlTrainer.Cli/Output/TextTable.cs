namespace RlTrainer.Cli;

/// <summary>Rows in columns of equal width, the same in a terminal and in a file.</summary>
internal static class TextTable
{
    /// <summary>One line a row, the header first; columns of numbers are right-aligned.</summary>
    /// <param name="header">The columns' titles.</param>
    /// <param name="rows">[rows][columns] the cells.</param>
    /// <returns>Lines without a line end.</returns>
    public static IEnumerable<string> Lines(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        int[] widths = Widths(header, rows);
        bool[] right = [.. header.Select((_, column) => IsOfNumbers(rows, column))];
        yield return Line(header, widths, right);
        foreach (IReadOnlyList<string> row in rows) yield return Line(row, widths, right);
    }

    /// <summary>The same where it fits; on a narrower terminal a block a row, its cells under each other.</summary>
    /// <param name="header">The columns' titles.</param>
    /// <param name="rows">[rows][columns] the cells; the first names the row.</param>
    /// <param name="width">Columns that the terminal has.</param>
    /// <returns>Lines without a line end.</returns>
    public static IEnumerable<string> Fitted(
        IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows, int width)
    {
        if (Widths(header, rows).Sum() + (2 * (header.Count - 1)) <= width)
        {
            foreach (string line in Lines(header, rows)) yield return line;
            yield break;
        }
        int title = header.Skip(1).Select(each => each.Length).DefaultIfEmpty().Max();
        foreach (IReadOnlyList<string> row in rows)
        {
            yield return $"{header[0]} {row[0]}";
            for (int column = 1; column < header.Count; column++)
                if (row[column].Length > 0) yield return $"  {header[column].PadRight(title)}  {row[column]}";
        }
    }

    private static int[] Widths(IReadOnlyList<string> header, IReadOnlyList<IReadOnlyList<string>> rows) =>
        [.. header.Select((title, column) => rows.Select(row => row[column].Length).Append(title.Length).Max())];

    private static bool IsOfNumbers(IReadOnlyList<IReadOnlyList<string>> rows, int column) =>
        rows.Count > 0
        && rows.All(row => row[column].Length == 0 || char.IsAsciiDigit(row[column][^1]) || row[column] == "–")
        && rows.Any(row => row[column].Length > 0 && (char.IsAsciiDigit(row[column][0]) || row[column][0] is '−' or '-'));

    private static string Line(IReadOnlyList<string> cells, int[] widths, bool[] right) =>
        string.Join("  ", cells.Select(
            (cell, column) => right[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd();
}
