using System.IO.Compression;
using System.Text;
using Parquet.Schema;
using RlTrainer.Data;
using RlTrainer.Market;
using ZstdSharp;

namespace RlTrainer.Columnar.Tests;

/// <summary>Bombs, cut and changed packages, files that lie about themselves:
/// refused by name, and the data there stay as they were.</summary>
public sealed class DamagedPackageTests : IDisposable
{
    private const string Text = "timestamp,open,high,low,close,volume\n2024-01-02T14:30:00Z,4772.25,4774.5,4771,4773.75,"
        + "12345\n2024-01-02T14:31:00Z,4773,4774,4771,4773,5\n";
    private const string TooLarge = "its content is more than 500 times as large as its ";

    // Ten megabytes of 'x' as xz, made with Python 3.11's lzma.compress(b"x" * 10_000_000).
    private const string XzOfTenMegabytes =
        "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj//8RAWxdADxv+7/+o7Fe5fg/sqomVfhocEFwFQ+N/R5MG4pCtxn0aRhxrmYjiopNL6MN2X+m44wjEV"
        + "PgWRjFdYrid/i2lH8MasDedElk4ulcU7IE2PdEDKtfDW1G6eXDdoi3llestk3haR1v+0uIEGxCy4g/XACP0E6vJiiUcR89jyThcJ6nI1/sKMuF"
        + "0ZWYin4qkfIndfcZwAaYTZj92K/VkA/EJVP49ZE2MQWlsO5vwXBNRwzRkRGqrWAdus6xJxhcWYbpZlJYvul2rFnk5VsFCPnH2q38+1IrdM0eWy"
        + "BC+d1TPfgpZAk7gMsqbN+1O/DEvS5fqg8+S2ZCkBMO/xCT+HF4WfgLzf+VKEYPqfx83vuaMC5WwI+F84OBwGXEJVP49ZE2MQWlsO5vwXBNRwzR"
        + "kRGqrWAdus6xJxhcWYbpZlJYvul2rFnk5VsFCPnH2q38+1IrdM0eWyBC+d1TPfgpZAk7gMsqbN+1O/DEvEgn5lif/xABKwDsc1On/b6ufDEan7"
        + "eNMW5wnqcjX+woy4XRlZiKfiqR8id19xnABphNmP3Yr9WQD8QlU/j1kTYxBaWw7m/BcE1HDNGREaqtYB26zrEnGFxZhulmUli+6XasWeTlWwUI"
        + "+cfarfz7Uit0zR5bIEL53VM9+ClkCTuAyyps37U78MS9Ll+qDz5LZkKQEw7/EJP4cXhZ+AvN/5UoRg+p/Hze+5owLlbAj4Xzg4HAZcQlU/j1kT"
        + "YxBaWw7m/BcE1HDNGREaqtYB26zrEnGFxZhulmUli+6XasWeTlWwUI+cfarfz7Uit0zR5bIEL53VM9+ClkCTuAyyps37U78MS9Ll+qDz5LZkKQ"
        + "Ew7/EJP4cXhZ+AvN/5UoRg+p/Hze+5owLlbAj4Xzg4HAZcQlUQ8/sp//EAErAOxzU6f9vq58MRqft40xbnCepyNf7CjLhdGVmIp+KpHyJ3X3Gc"
        + "AGmE2Y/div1ZAPxCVT+PWRNjEFpbDub8FwTUcM0ZERqq1gHbrOsScYXFmG6WZSWL7pdqxZ5OVbBQj5x9qt/PtSK3TNHlsgQvndUz34KWQJO4DL"
        + "KmzftTvwxL0uX6oPPktmQpATDv8Qk/hxeFn4C83/lShGD6n8fN77mjAuVsCPhfODgcBlxCVT+PWRNjEFpbDub8FwTUcM0ZERqq1gHbrOsScYXF"
        + "mG6WZSWL7pdqxZ5OVbBQj5x9qt/PtSK3TNHlsgQvndUz34KWQJO4DLKmzftTvwxL0uX6oPPktmQpATDv8Qk/hxeFn4C83/lShGD6n8fN77mjAu"
        + "VsCPhfODgcBlxCVRDz+yn/8QASsA7HNTp/2+rnwxGp+3jTFucJ6nI1/sKMuF0ZWYin4qkfIndfcZwAaYTZj92K/VkA/EJVP49ZE2MQWlsO5vwX"
        + "BNRwzRkRGqrWAdus6xJxhcWYbpZlJYvul2rFnk5VsFCPnH2q38+1IrdM0eWyBC+d1TPfgpZAk7gMsqbN+1O/DEvS5fqg8+S2ZCkBMO/xCT+HF4"
        + "WfgLzf+VKEYPqfx83vuaMC5WwI+F84OBwGXEJVP49ZE2MQWlsO5vwXBNRwzRkRGqrWAdus6xJxhcWYbpZlJYvul2rFnk5VsFCPnH2q38+1IrdM"
        + "0eWyBC+d1TPfgpZAk7gMsqbN+1O/DEvS5fqg8+S2ZCkBMO/xCT+HF4WfgLzf+VKEYPqfx83vuaMC5WwI+F84OBwGXEJVEPP7KYmjoA6ADsc1On"
        + "/b6ufDEan7eNMW5wnqcjX+woy4XRlZiKfiqR8id19xnABphNmP3Yr9WQD8QlU/j1kTYxBaWw7m/BcE1HDNGREaqtYB26zrEnGFxZhulmUli+6X"
        + "asWeTlWwUI+cfarfz7Uit0zR5bIEL53VM9+ClkCTuAyyps37U78MS9Ll+qDz5LZkKQEw7/EJP4cXhZ+AvN/5UoRg+p/Hze+5owLlbAj4Xzg4HA"
        + "ZcQlU/j1kTYxBaWw7m/BcE1HDNGREaqtYB26zrEnGFxZhulmUli+6XasWeTlWwUI+cfarfz7Uit0zQrPEUIAAAAAALrEsmlmgDDHAAGJDICt4g"
        + "SzUcZoscRn+wIAAAAABFla";

    // The header and a row, each by itself, made the same way.
    private const string XzOfHeader =
        "/Td6WFoAAATm1rRGAgAhARYAAAB0L+WjAQAkdGltZXN0YW1wLG9wZW4saGlnaCxsb3csY2xvc2Usdm9sdW1lCgAAAADl4MONI+vdHQABPSXSKW"
        + "oBH7bzfQEAAAAABFla";
    private const string XzOfRow =
        "/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4AA2ADBdABkMApKDgDHbeTN3KxmVsApp3P9e8qY4Kg++/jaVCGs2KV8Rsy8LNbWYr1Zh2cnOAAAdHh"
        + "EEfjCefwABTDctEPfEH7bzfQEAAAAABFla";

    private static readonly ImportOptions All = new() { Formats = ColumnarFormats.All };
    private readonly string _folder = Directory.CreateTempSubdirectory("damaged").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("gzip")]
    [InlineData("zip")]
    [InlineData("zstd")]
    [InlineData("bzip2")]
    [InlineData("xz")]
    public void A_bomb_is_refused_with_its_limits_before_it_fills_memory_or_disk(string kind)
    {
        byte[] bomb = Bomb(kind);
        long before = GC.GetAllocatedBytesForCurrentThread();
        string message = Refused($"bomb.{kind}", bomb);
        Assert.Contains(TooLarge, message, StringComparison.Ordinal);
        Assert.Contains("and over 256 MB", message, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1L << 30, "more than 1 GB was asked for");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zip")]
    [InlineData("zstd")]
    [InlineData("bzip2")]
    public void A_package_cut_anywhere_is_refused_and_never_read_in_part(string kind)
    {
        byte[] whole = Packed(
            kind, Encoding.UTF8.GetBytes(
                Text + string.Concat(
                    Enumerable.Range(32, 28)
                        .Select(minute => $"2024-01-02T14:{minute}:00Z,4773,4774,4771,4773,{minute * 7919}\n"))));
        for (int length = 12; length < whole.Length; length += 7)
            Assert.StartsWith("a.", Refused($"a.{kind}", whole[..length]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_byte_in_a_package_is_found_by_its_checksum()
    {
        byte[] stored = Packed("stored", Encoding.UTF8.GetBytes(Text));
        int price = stored.AsSpan().IndexOf("4773.75"u8);
        stored[price + 1] = (byte)'8';
        Assert.Contains("the checksum of a.csv is not the one in the archive", Refused("a.zip", stored),
            StringComparison.Ordinal);
        byte[] gzip = Packed("gzip", Encoding.UTF8.GetBytes(Text));
        gzip[^6] ^= 1;
        Assert.Contains("compressed content is damaged", Refused("a.csv.gz", gzip), StringComparison.Ordinal);
        Assert.Contains("or other bytes follow them",
            Refused("a.csv.gz", [.. Packed("gzip", Encoding.UTF8.GetBytes(Text)), 1, 2, 3]), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_streams_of_one_compression_behind_each_other_are_one_text()
    {
        byte[] plain = Encoding.UTF8.GetBytes(Text);
        foreach (string kind in new[] { "gzip", "bzip2", "zstd" })
            Assert.Equal(2, Import($"a.csv.{kind}", [.. Packed(kind, plain[..60]), .. Packed(kind, plain[60..])]).Bars.Count);
        byte[] xz = Convert.FromBase64String(XzOfHeader), row = Convert.FromBase64String(XzOfRow);
        Assert.Equal(1, Import("a.csv.xz", [.. xz, .. row]).Bars.Count);
        Assert.Equal(1, Import("a.csv.xz", [.. xz, .. row, 0, 0, 0, 0]).Bars.Count);
    }

    [Fact]
    public void A_Parquet_footer_that_lies_about_its_rows_gives_no_bar_that_was_not_written()
    {
        byte[] content = ColumnarSeries.Parquet(
            ColumnarSeries.Bars, new DateTimeDataField("timestamp", DateTimeFormat.Timestamp, true, DateTimeTimeUnit.Micros));
        // 4140 rows are 8280 in Thrift's zigzag, the two bytes D8 40; 80 7D are 8000 rows, 02 are one row, and 1F are −16.
        byte[] rows = [0xD8, 0x40];
        int lies = 0;
        for (int at = content.Length - 2_000; at < content.Length - 8; at++)
        {
            if (!content.AsSpan(at, 2).SequenceEqual(rows)) continue;
            foreach (byte[] lie in new byte[][] { [0x80, 0x7D], [0x82, 0x00], [0x9F, 0x00], [0xFF, 0x7F] })
            {
                AssertNothingNew("a.parquet", [.. content[..at], .. lie, .. content[(at + 2)..]]);
                lies++;
            }
        }
        Assert.True(lies >= 8, $"{lies} lies");
    }

    [Fact]
    public void An_Arrow_batch_that_lies_about_its_rows_gives_no_bar_that_was_not_written()
    {
        byte[] content = ColumnarSeries.Arrow(ColumnarSeries.Bars, "UTC"),
            rows = BitConverter.GetBytes((long)ColumnarSeries.Bars.Count);
        int lies = 0;
        for (int at = 8; at < content.Length - 8; at++)
        {
            if (!content.AsSpan(at, 8).SequenceEqual(rows)) continue;
            foreach (long lie in new[] { 0L, 1, 4_139, 4_141, 1L << 40, -1 })
                AssertNothingNew("a.feather", [.. content[..at], .. BitConverter.GetBytes(lie), .. content[(at + 8)..]]);
            lies++;
        }
        Assert.True(lies >= 2, $"{lies} places");
    }

    [Fact]
    public void An_Arrow_batch_that_lies_about_its_bytes_is_refused_before_memory_is_asked_for()
    {
        byte[] content = ColumnarSeries.Arrow(ColumnarSeries.Bars, "UTC");
        int lies = 0;
        for (int at = 8; at < content.Length - 8; at++)
        {
            // the prefix of a message of the file: −1, then the bytes of its head
            if (BitConverter.ToInt32(content, at) != -1 || BitConverter.ToInt32(content, at + 4) is < 64 or > 4_096) continue;
            foreach (int lie in new[] { 1 << 30, int.MaxValue, 8 })
                lies += IsNamed("a batch says that its head has", [.. content[..(at + 4)], .. BitConverter.GetBytes(lie),
                    .. content[(at + 8)..]]) ? 1 : 0;
        }
        Assert.Equal(3, lies);   // of the schema's head, which stands before it, the footer's copy is read
        // The body: timestamps, four prices and volumes of 8 bytes each, and padding.
        for (int at = 8; at < 2_000; at++)
            if (BitConverter.ToInt64(content, at) is > 6 * 4_140 * 8 - 1 and < 6 * 4_140 * 8 + 1_000)
                lies += IsNamed("a batch says that it has 1099511627776 bytes", [.. content[..at],
                    .. BitConverter.GetBytes(1L << 40), .. content[(at + 8)..]]) ? 1 : 0;
        Assert.Equal(4, lies);
    }

    private bool IsNamed(string words, byte[] content)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        Exception? refusal = Record.Exception(() => AssertNothingNew("a.feather", content));
        Assert.Null(refusal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 100_000_000, "much memory was asked for");
        refusal = Record.Exception(() => Import("a.feather", content));
        return refusal is BarDataException && refusal.Message.Contains(words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_grows_while_it_is_read_is_refused_and_the_old_data_stay()
    {
        string file = Put("a.csv", Encoding.UTF8.GetBytes(Text)),
            target = Put("ES_D1M.csv", Encoding.UTF8.GetBytes(Text[..(Text.IndexOf("12345\n", StringComparison.Ordinal) + 6)]));
        byte[] before = File.ReadAllBytes(target);
        var growing = new ImportOptions { Formats = new BarFormatSet([new Appending(file)], []) };
        string message = Assert.Throws<BarDataException>(() => BarImport.Run([file], target, Instrument.ES, growing)).Message;
        Assert.StartsWith("a.csv: it changed while it was read, from ", message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(target));
        Assert.Equal(1, BarImport.Run([Put("b.csv", Encoding.UTF8.GetBytes(Text))], target, Instrument.ES, All).Added);
        Assert.NotEqual(before, File.ReadAllBytes(target));
    }

    private void AssertNothingNew(string name, byte[] content)
    {
        try
        {
            BarSeries bars = Import(name, content).Bars;
            for (int bar = 0; bar < bars.Count; bar++)
                Assert.Equal(ColumnarSeries.Bars[ColumnarSeries.Bars.UtcSeconds.BinarySearch(bars.UtcSeconds[bar])], bars[bar]);
        }
        catch (BarDataException error)
        {
            Assert.StartsWith(name, error.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>A header and two rows, then one line of 300 million letters.</summary>
    private static byte[] Bomb(string kind)
    {
        if (kind == "xz")
            return [.. Convert.FromBase64String(XzOfHeader), .. Convert.FromBase64String(XzOfRow),
                .. Enumerable.Repeat(Convert.FromBase64String(XzOfTenMegabytes), 30).SelectMany(part => part)];
        byte[] head = Encoding.UTF8.GetBytes(Text);
        if (kind == "bzip2")
            return [.. Packed(kind, head),
                .. Enumerable.Repeat(Packed(kind, Encoding.ASCII.GetBytes(new string('x', 10_000_000))), 30)
                    .SelectMany(part => part)];
        byte[] content = new byte[300_000_000];
        content.AsSpan().Fill((byte)'x');
        head.CopyTo(content, 0);
        return Packed(kind, content);
    }

    private static byte[] Packed(string kind, byte[] content)
    {
        using var file = new MemoryStream();
        if (kind is "zip" or "stored")
        {
            using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            using (Stream entry = zip.CreateEntry(
                "a.csv", kind == "zip" ? CompressionLevel.Optimal : CompressionLevel.NoCompression).Open()) entry.Write(content);
            return file.ToArray();
        }
        if (kind == "zstd")
        {
            using var compressor = new Compressor();
            return compressor.Wrap(content).ToArray();
        }
        using (Stream packer = kind == "gzip" ? new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true)
            : SharpCompress.Compressors.BZip2.BZip2Stream.Create(
                file, SharpCompress.Compressors.CompressionMode.Compress, decompressConcatenated: false,
                leaveOpen: true)) packer.Write(content);
        return file.ToArray();
    }

    private string Put(string name, byte[] content)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private ImportResult Import(string name, byte[] content) => BarImport.Run([Put(name, content)], null, Instrument.ES, All);

    private string Refused(string name, byte[] content) =>
        Assert.ThrowsAny<BarDataException>(() => Import(name, content)).Message;

    /// <summary>No compression at all; asked whether it knows a file,
    /// it adds a byte to it, as a download does that goes on.</summary>
    private sealed class Appending(string path) : IBarCompression
    {
        public string Name => "nothing";

        public bool Recognizes(ReadOnlySpan<byte> head)
        {
            using FileStream file = new(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            file.WriteByte((byte)'\n');
            return false;
        }

        public Stream Open(Stream compressed) => compressed;
    }
}
