using System.IO.Compression;
using RlTrainer.Data;

namespace RlTrainer.Tests.Data;

/// <summary>A compressed file that was cut anywhere is refused, and a whole one of several members is read whole.</summary>
public sealed class WholeGzipTests
{
    private static readonly byte[] Text = [.. Enumerable.Range(0, 5000).Select(number => (byte)(number * 31 % 251))];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_whole_file_is_given_byte_for_byte(int members)
    {
        byte[] file = [.. Enumerable.Repeat(Packed(Text), members).SelectMany(member => member)];
        Assert.Equal(Enumerable.Repeat(Text, members).SelectMany(member => member), Read(file));
    }

    [Fact]
    public void An_empty_text_is_empty() => Assert.Empty(Read(Packed([])));

    /// <summary>Cut after every 97th byte: behind the head of ten bytes,
    /// inside the data, inside the checksum, one before the end.</summary>
    [Fact]
    public void A_file_that_was_cut_is_refused_wherever_it_was_cut()
    {
        byte[] file = Packed(Text);
        int[] cuts = [.. Enumerable.Range(0, file.Length / 97).Select(part => 11 + part * 97).Where(cut => cut < file.Length),
            file.Length - 9, file.Length - 5, file.Length - 1];
        foreach (int cut in cuts) Assert.Throws<InvalidDataException>(() => Read(file[..cut]));
    }

    private static byte[] Packed(byte[] text)
    {
        using var file = new MemoryStream();
        using (var gzip = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(text);
        return file.ToArray();
    }

    private static byte[] Read(byte[] file)
    {
        using var whole = new WholeGzip(new MemoryStream(file));
        using var text = new MemoryStream();
        whole.CopyTo(text);
        return text.ToArray();
    }
}
