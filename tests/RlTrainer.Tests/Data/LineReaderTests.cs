using System.Text;
using RlTrainer.Data;

namespace RlTrainer.Tests.Data;

/// <summary>Lines out of a stream, whatever its ends, its blocks and the length of its lines.</summary>
public sealed class LineReaderTests
{
    [Theory]
    [InlineData("a\nb\n", new[] { "a", "b" })]
    [InlineData("a\r\nb\r\n", new[] { "a", "b" })]
    [InlineData("a\n\nb", new[] { "a", "", "b" })]
    [InlineData("\uFEFFa\n\uFEFFb\n", new[] { "a", "\uFEFFb" })]        // a mark is one at the very beginning only
    [InlineData("", new string[0])]
    [InlineData("\n", new[] { "" })]
    public void Lines_are_given_without_their_ends(string text, string[] lines) => Assert.Equal(lines, Lines(text));

    [Fact]
    public void Old_files_that_end_lines_with_a_return_alone_are_read_when_asked() =>
        Assert.Equal(["a", "b", "c"], Lines("a\rb\rc", endsInCarriageReturn: true));

    [Fact]
    public void A_last_line_without_an_end_says_so_and_a_whole_one_does_not()
    {
        using var cut = new LineReader(Stream("a\nb"));
        Assert.True(cut.TryRead(out _));
        Assert.False(cut.IsUnfinished);
        Assert.True(cut.TryRead(out _));
        Assert.True(cut.IsUnfinished);
        Assert.Equal(2, cut.LineNumber);
        Assert.False(cut.TryRead(out _));
        Assert.Equal(3, cut.BytesRead);
        using var whole = new LineReader(Stream("a\n"));
        Assert.True(whole.TryRead(out _));
        Assert.False(whole.TryRead(out _));
        Assert.False(whole.IsUnfinished);
    }

    /// <summary>The longest line that is kept, one letter more, and one
    /// beyond every buffer; the line behind each is whole.</summary>
    [Theory]
    [InlineData(LineReader.LongestLine, false, LineReader.LongestLine)]
    [InlineData(LineReader.LongestLine + 1, true, LineReader.LongestLine)]
    [InlineData(3 << 20, true, 1024)]
    public void A_line_beyond_the_limit_is_cut_and_counts_as_one(int length, bool isCut, int kept)
    {
        using var reader = new LineReader(Stream(new string('x', length) + "\nnext\n"));
        Assert.True(reader.TryRead(out ReadOnlySpan<byte> line));
        Assert.Equal((isCut, kept), (reader.IsCut, line.Length));
        Assert.True(reader.TryRead(out line));
        Assert.Equal("next", Encoding.UTF8.GetString(line));
        Assert.Equal((false, 2L), (reader.IsCut, reader.LineNumber));
    }

    [Fact]
    public void Lines_that_lie_across_the_buffers_end_come_out_whole()
    {
        // 1,200,000 letters in lines of 1,000: the buffer of 2^20 bytes ends inside line 1,048
        string[] lines = [.. Enumerable.Range(0, 1200).Select(
            number => number.ToString("D4", System.Globalization.CultureInfo.InvariantCulture).PadRight(999, '.'))];
        Assert.Equal(lines, Lines(string.Join('\n', lines)));
    }

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    private static List<string> Lines(string text, bool endsInCarriageReturn = false)
    {
        using var reader = new LineReader(Stream(text), endsInCarriageReturn);
        var lines = new List<string>();
        while (reader.TryRead(out ReadOnlySpan<byte> line)) lines.Add(Encoding.UTF8.GetString(line));
        return lines;
    }
}
