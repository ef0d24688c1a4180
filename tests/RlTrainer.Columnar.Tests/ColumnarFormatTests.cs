using System.Text;
using Parquet.Schema;
using RlTrainer.Data;
using RlTrainer.Market;
using ZstdSharp;

namespace RlTrainer.Columnar.Tests;

public sealed class ColumnarFormatTests : IDisposable
{
    private static readonly ImportOptions All = new() { Formats = ColumnarFormats.All };
    private readonly string _folder = Directory.CreateTempSubdirectory("columnar").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ImportResult Import(string name, byte[] content, ImportOptions? options = null, Instrument? instrument = null)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return BarImport.Run([path], null, instrument ?? Instrument.ES, options ?? All);
    }

    private string Refused(string name, byte[] content, ImportOptions? options = null, Instrument? instrument = null) =>
        Assert.ThrowsAny<BarDataException>(() => Import(name, content, options, instrument)).Message;

    private static DateTimeDataField Stamp(bool isUtc, DateTimeTimeUnit unit = DateTimeTimeUnit.Micros) =>
        new("timestamp", DateTimeFormat.Timestamp, isUtc, unit);

    private static byte[] Zstd(byte[] content)
    {
        using var compressor = new Compressor();
        return compressor.Wrap(content).ToArray();
    }

    private static void AssertSame(BarSeries bars)
    {
        Assert.Equal(ColumnarSeries.Bars.Count, bars.Count);
        for (int bar = 0; bar < bars.Count; bar++) Assert.Equal(ColumnarSeries.Bars[bar], bars[bar]);
    }

    [Theory]
    [InlineData(DateTimeTimeUnit.Millis)]
    [InlineData(DateTimeTimeUnit.Micros)]
    public void Parquet_with_instants_reads_back_the_same_bars(DateTimeTimeUnit unit)
    {
        ImportResult result = Import("a.parquet", ColumnarSeries.Parquet(ColumnarSeries.Bars, Stamp(true, unit)));
        AssertSame(result.Bars);
        Assert.Equal("Parquet", result.Reports[0].Format);
        Assert.Contains("  zone: UTC (the times carry their UTC offset)", result.Facts);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Parquet_with_a_clock_that_is_not_named_is_asked_about_and_the_calendar_knows(bool isInt96)
    {
        // Chicago is six hours behind UTC in January, when the series lies.
        DateTimeDataField field = isInt96 ? new("timestamp", DateTimeFormat.Impala) : Stamp(false);
        byte[] content = ColumnarSeries.Parquet(ColumnarSeries.Bars, field, shiftSeconds: -6 * 3_600);
        LayoutQuestion question = Assert.Throws<BarQuestionException>(() => Import("a.parquet", content)).Question;
        Assert.Equal(("America/Chicago", BarEdge.Start), (question.Recommended!.Zone, question.Recommended.Edge));
        AssertSame(Import("a.parquet", content, All with { AcceptEvidence = true }).Bars);
    }

    [Fact]
    public void Arrow_with_a_zone_reads_back_the_same_bars_and_without_one_asks()
    {
        AssertSame(Import("a.feather", ColumnarSeries.Arrow(ColumnarSeries.Bars, "UTC")).Bars);
        byte[] local = ColumnarSeries.Arrow(ColumnarSeries.Bars, null, shiftSeconds: -6 * 3_600);
        Assert.Equal("America/Chicago",
            Assert.Throws<BarQuestionException>(() => Import("b.arrow", local)).Question.Recommended!.Zone);
    }

    [Fact]
    public void DBN_plain_and_within_zstd_reads_back_the_same_bars()
    {
        byte[] dbn = ColumnarSeries.Dbn(ColumnarSeries.Bars);
        AssertSame(Import("a.dbn", dbn).Bars);
        ImportResult packed = Import("a.dbn.zst", Zstd(dbn));
        AssertSame(packed.Bars);
        Assert.Equal("Databento DBN ohlcv-1m", packed.Reports[0].Format);
        Assert.Contains("its symbol is 'ESH4', of ES; the import was asked for NQ", Refused("a.dbn", dbn, null, Instrument.NQ),
            StringComparison.Ordinal);
    }

    [Fact]
    public void DBN_of_another_length_is_refused_by_its_schema()
    {
        BarSeries seconds = SyntheticBars.Generate(
            new SyntheticConfig { Instrument = Instrument.ES, Days = 1, DaysWithSeconds = 1 }).Seconds!;
        byte[] dbn = ColumnarSeries.Dbn(seconds);
        Assert.Contains("the file holds one-second bars (Databento DBN ohlcv-1s)", Refused("a.dbn", dbn),
            StringComparison.Ordinal);
        Assert.Equal(seconds.Count, Import("a.dbn", dbn, All with { Interval = BarInterval.Second }).Bars.Count);
        BarSeries minutes = Import("a.dbn", dbn, All with { Aggregate = true }).Bars;
        Assert.Equal(seconds.Volumes.ToArray().Sum(), minutes.Volumes.ToArray().Sum());
        Assert.All(minutes.UtcSeconds.ToArray(), utc => Assert.Equal(0, utc % 60));
    }

    [Fact]
    public void Trades_become_minutes_by_the_rule_that_is_said_and_gaps_stay_gaps()
    {
        // 14:30:00.1 at 16000 ticks, 14:30:59.9 at 16003, two trades at one nanosecond, then nothing until 14:32.
        const long Start = 1_704_205_800_000_000_000;
        byte[] dbn = ColumnarSeries.Trades(
            (Start + 100_000_000, 16_000, 2), (Start + 30_000_000_000, 15_998, 1), (Start + 30_000_000_000, 16_005, 1),
            (Start + 59_900_000_000, 16_003, 3), (Start + 120_000_000_000, 16_001, 4));
        Assert.Contains("found single trades (Databento DBN trades), not bars", Refused("a.dbn", dbn), StringComparison.Ordinal);
        BarSeries bars = Import("a.dbn", dbn, All with { Aggregate = true }).Bars;
        Assert.Equal(2, bars.Count);
        Assert.Equal(new Bar(1_704_205_800, 1_704_205_800 - 5 * 3_600, 16_000, 16_005, 15_998, 16_003, 7), bars[0]);
        Assert.Equal(new Bar(1_704_205_920, 1_704_205_920 - 5 * 3_600, 16_001, 16_001, 16_001, 16_001, 4), bars[1]);
    }

    [Theory]
    [InlineData("a.parquet")]
    [InlineData("a.feather")]
    [InlineData("a.dbn")]
    [InlineData("a.dbn.zst")]
    public void A_file_cut_anywhere_is_refused_by_name_and_the_old_data_stay(string name)
    {
        byte[] dbn = ColumnarSeries.Dbn(ColumnarSeries.Bars);
        byte[] whole = name switch
        {
            "a.parquet" => ColumnarSeries.Parquet(ColumnarSeries.Bars, Stamp(true)),
            "a.feather" =>
            ColumnarSeries.Arrow(ColumnarSeries.Bars, "UTC"),
            "a.dbn" => dbn,
            _ => Zstd(dbn)
        };
        string target = Path.Combine(_folder, "ES_D1M.csv");
        File.WriteAllText(target, "timestamp,open,high,low,close,volume\n2024-01-02T14:30:00Z,4770,4770,4770,4770,5\n");
        byte[] before = File.ReadAllBytes(target);
        foreach (int length in new[] { 5, 60, whole.Length / 3, whole.Length / 2, whole.Length - 9 })
        {
            string file = Path.Combine(_folder, name);
            File.WriteAllBytes(file, whole[..length]);
            string message = Assert.ThrowsAny<BarDataException>(() => BarImport.Run([file], target, Instrument.ES, All)).Message;
            Assert.StartsWith(name, message, StringComparison.Ordinal);
            Assert.Equal(before, File.ReadAllBytes(target));
        }
    }

    [Fact]
    public void A_text_within_bzip2_zstd_or_gzip_of_several_members_is_read()
    {
        string text = "timestamp,open,high,low,close,volume\n2024-01-02T14:30:00Z,4772.25,4774.5,4771,4773.75,"
            + "12345\n2024-01-02T14:31:00Z,4773,4774,4771,4773,5\n";
        byte[] plain = Encoding.UTF8.GetBytes(text);
        Assert.Equal(2, Import("a.csv.zst", Zstd(plain)).Bars.Count);
        Assert.Equal(2, Import("a.csv.bz2", Packed(plain, "bzip2")).Bars.Count);
        Assert.Equal(2, Import("a.csv.gz", [.. Gzip(plain[..70]), .. Gzip(plain[70..])]).Bars.Count);
        Assert.Contains("zstd-compressed data", Refused("b.csv.zst", Zstd(plain), new ImportOptions()), StringComparison.Ordinal);
    }

    private static byte[] Gzip(byte[] content)
    {
        using var file = new MemoryStream();
        using (var zip = new System.IO.Compression.GZipStream(file, System.IO.Compression.CompressionLevel.Fastest))
            zip.Write(content);
        return file.ToArray();
    }

    private static byte[] Packed(byte[] content, string how)
    {
        Assert.Equal("bzip2", how);
        using var file = new MemoryStream();
        using (var zip = SharpCompress.Compressors.BZip2.BZip2Stream.Create(
            file, SharpCompress.Compressors.CompressionMode.Compress, decompressConcatenated: false, leaveOpen: true)) zip.Write(
                content);
        return file.ToArray();
    }
}
