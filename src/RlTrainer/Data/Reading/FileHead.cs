using System.Text;

namespace RlTrainer.Data;

/// <summary>The first lines of a file: comments that say where it comes from, then what its layout is detected from.</summary>
/// <param name="Bytes">The first bytes as they are.</param>
/// <param name="Lines">The first lines after the comments, without their ends.</param>
/// <param name="CommentLines">How many lines begin with # before them.</param>
/// <param name="Origin">The text of the first comment; empty for none.</param>
internal sealed record FileHead(byte[] Bytes, IReadOnlyList<string> Lines, int CommentLines, string Origin)
{
    private const int MostLines = 60;

    /// <summary>The comment says that a generator made the bars.</summary>
    public bool IsSynthetic => Origin.StartsWith("synthetic", StringComparison.Ordinal);

    /// <summary>The lines that are surely whole: all but the last, which the end of the first bytes may have cut.</summary>
    public IReadOnlyList<string> WholeLines => Lines.Count > 1 && Lines.Count < MostLines - CommentLines && Lines[^1].Length == 0 ? [.. Lines.SkipLast(1)] : Lines;

    public static FileHead Of(ReadOnlySpan<byte> head)
    {
        byte[] bytes = head.ToArray();
        if (head.StartsWith("\uFEFF"u8)) head = head[3..];
        string[] lines = [.. Encoding.Latin1.GetString(head).Split('\n').Take(MostLines).Select(line => line.TrimEnd('\r'))];
        int comments = lines.TakeWhile(line => line.StartsWith('#')).Count();
        return new FileHead(bytes, lines[comments..], comments, comments > 0 ? lines[0].TrimStart('#', ' ') : "");
    }
}
