using System.Text;

namespace RlTrainer.Data;

/// <summary>The first lines of a file: comments that say where it comes from and blank lines, then what its layout is
/// detected from.</summary>
/// <param name="Bytes">The first bytes as they are.</param>
/// <param name="Lines">The first lines after the comments and blank lines at the top, without their ends.</param>
/// <param name="CommentLines">How many comments and blank lines stand before them.</param>
/// <param name="Origin">The text of the first comment; empty for none.</param>
internal sealed record FileHead(byte[] Bytes, IReadOnlyList<string> Lines, int CommentLines, string Origin)
{
    private const int MostLines = 60;

    /// <summary>The comment says that a generator made the bars.</summary>
    public bool IsSynthetic => Origin.StartsWith("synthetic", StringComparison.Ordinal);

    /// <summary>The comment says that the series is back-adjusted.</summary>
    public bool IsBackAdjusted => Origin.Contains("back-adjusted", StringComparison.OrdinalIgnoreCase);

    /// <summary>Lines end in a carriage return alone, as old programs wrote them.</summary>
    public bool EndsInCarriageReturn { get; private init; }

    /// <summary>The lines that are surely whole: all but the last, which the end of the first bytes may have cut.</summary>
    public IReadOnlyList<string> WholeLines => Lines.Count > 1 && Lines.Count < MostLines - CommentLines && Lines[^1].Length == 0
        ? [.. Lines.SkipLast(1)] : Lines;

    public static FileHead Of(ReadOnlySpan<byte> head)
    {
        byte[] bytes = head.ToArray();
        if (head.StartsWith("\uFEFF"u8)) head = head[3..];
        bool isOld = !head.Contains((byte)'\n') && head.Contains((byte)'\r');
        string[] lines = [.. Encoding.Latin1.GetString(head).Split(isOld ? '\r' : '\n').Take(MostLines)
            .Select(line => line.TrimEnd('\r'))];
        int before = lines.TakeWhile(line => IsComment(line) || line.AsSpan().Trim().IsEmpty).Count();
        if (before == lines.Length) before = lines.TakeWhile(IsComment).Count();
        string origin = lines.Take(before).FirstOrDefault(IsComment)?.TrimStart('#', ' ') ?? "";
        return new FileHead(bytes, lines[before..], before, origin) { EndsInCarriageReturn = isOld };
    }

    /// <summary>A line that begins with # and does not name the columns of bars, as some programs write their header.</summary>
    private static bool IsComment(string line) =>
        line.StartsWith('#')
            && !(line.AsSpan().ContainsAny(",;\t|") && Names(line, "open") && Names(line, "high") && Names(line, "low"));

    private static bool Names(string line, string column) => line.Contains(column, StringComparison.OrdinalIgnoreCase);
}
