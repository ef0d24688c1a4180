using System.Text;
using System.Text.RegularExpressions;

namespace RlTrainer.Data;

/// <summary>
/// What is left of a header above rows that could be read without one. The rows' own order is then a guess that the header
/// may contradict, so that nothing is read before somebody says which column holds what.
/// </summary>
internal static partial class LostHeader
{
    private const int FewestColumns = 5, FewestLetters = 3, FewestWords = 3;
    private static readonly HashSet<string> Words =
        [.. ColumnAliases.Columns.Where(entry => entry.Key is not ColumnRole.Symbol).SelectMany(entry => entry.Value)
            .Where(word => word.Length >= FewestLetters)];

    /// <summary>Throws where a line above the rows, or the first row, has words of a header.</summary>
    /// <param name="head">The first lines.</param>
    /// <param name="rows">The same as fields.</param>
    /// <param name="file">The name that the message carries.</param>
    /// <exception cref="BarDataException">The columns have to be named.</exception>
    public static void ThrowIfDamaged(FileHead head, string[][] rows, string file)
    {
        int data = Array.FindIndex(rows, row => row.Length >= FewestColumns && TextRow.IsData(row));
        if (data < 0) return;
        ThrowIfUnknown(head, rows, data, file);
        int line = Enumerable.Range(0, data).FirstOrDefault(above => head.WholeLines[above].Any(char.IsLetter)
            && !SeparatorLine().IsMatch(head.WholeLines[above]), -1);
        if (line < 0 && data + 1 < rows.Length && HasNamesOnlyHere(rows[data], rows[data + 1])) line = data;
        if (line < 0) return;
        throw new BarDataException(
            $"{file}:{head.CommentLines + line + 1}: the first line "
            + $"{FindingsLog.Words(Encoding.Latin1.GetBytes(head.WholeLines[line]))} "
            + "is no row and names no columns that are known: it is a title or a damaged header. Expected names such as "
            + "timestamp,open,high,low,close,volume, or rows from the first line on. Mend the line, or say which column holds "
            + $"what, by number ({Numbered(rows[data + (line == data && data + 1 < rows.Length ? 1 : 0)])}): "
            + "--columns \"time=1,open=2,high=3,low=4,close=5,volume=6\".");
    }

    /// <summary>Throws where the last line above the rows names as many
    /// columns as rows have, in words that are not known.</summary>
    private static void ThrowIfUnknown(FileHead head, string[][] rows, int data, string file)
    {
        int line = data < 1 ? -1 : Array.FindLastIndex(rows, data - 1, row => row.Length >= FewestColumns
            && row.Count(field => field.Length > 0
                && (char.IsLetter(field[0]) || field[0] is '<' or > (char)127)) >= FewestWords);
        if (line < 0) return;
        throw new BarDataException(
            $"{file}:{head.CommentLines + line + 1}: the first line names columns in words that are not known: "
            + $"{Numbered([.. rows[line].Select(HeaderMap.Decoded)])}. "
            + "Say which is which, by name or by number: --columns \"time=1,open=2,high=3,low=4,close=5,volume=6\".");
    }

    private static string Numbered(string[] fields) =>
        string.Join(", ", fields.Take(20).Select((field, column) => $"{column + 1} '{field}'"));

    /// <summary>The first row has a word of a header where the next row has another text.</summary>
    private static bool HasNamesOnlyHere(string[] first, string[] second) =>
        first.Where((field, column) => column >= second.Length || second[column] != field)
            .SelectMany(field => Word().Matches(field).Select(match => ColumnAliases.Plain(match.Value))).Any(Words.Contains);

    [GeneratedRegex(@"[A-Za-z]{3,}")]
    private static partial Regex Word();

    [GeneratedRegex("^\"?sep=.\"?$")]
    private static partial Regex SeparatorLine();
}
