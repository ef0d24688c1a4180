using System.IO.Compression;
using System.Text;
using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Tests.Data;

/// <summary>Lean's zips of seconds and of trades, futures and stocks.</summary>
public sealed class LeanZipTests : IDisposable
{
    private static readonly Instrument Spy = new("SPY", "SPDR S&P 500", "ARCA", 0.01m, 1, 1, 0, false);
    private readonly ImportFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Zip(string name, string entry, string text)
    {
        string path = Path.Combine(_folder.Path, name);
        using var archive = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        using Stream stream = archive.CreateEntry(entry).Open();
        stream.Write(Encoding.ASCII.GetBytes(text));
        return path;
    }

    // 52,200,000 ms after midnight UTC are 14:30:00; 2022-01-03T14:30:00Z is second 1,641,220,200.
    private const long Start = 1_641_220_200;

    private static Bar BarAt(int later, int open, int high, int low, int close, long volume) =>
        new(Start + later, Start + later - 5 * 3_600, open, high, low, close, volume);   // New York is five hours behind

    private const string Seconds = "52200000,4772.25,4772.50,4772.00,4772.25,3\n52201000,4772.25,4773.00,4772.25,4773.00,4\n"
        + "52203000,4773.00,4773.00,4771.50,4771.75,2\n52261000,4771.75,4772.00,4771.75,4772.00,1\n";

    [Fact]
    public void Seconds_are_read_as_seconds_and_become_minutes_on_request()
    {
        string file = Zip("20220103_trade.zip", "20220103_es_second_trade_202203.csv", Seconds);
        BarSeries seconds = BarImport.Run([file], null, Instrument.ES, new ImportOptions { Interval = BarInterval.Second }).Bars;
        Assert.Equal([Start, Start + 1, Start + 3, Start + 61], seconds.UtcSeconds.ToArray());
        BarSeries minutes = BarImport.Run([file], null, Instrument.ES, new ImportOptions { Aggregate = true }).Bars;
        // First 4772.25, highest 4773.00, lowest 4771.50, last 4771.75 in quarter ticks; 3 + 4 + 2 contracts.
        Assert.Equal(BarAt(0, 19089, 19092, 19086, 19087, 9), minutes[0]);
        Assert.Equal(BarAt(60, 19087, 19088, 19087, 19088, 1), minutes[1]);
        Assert.Contains("--aggregate", Assert.Throws<BarDataException>(() =>
            BarImport.Run([file], null, Instrument.ES, new ImportOptions())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Trades_become_minutes_on_request_and_suspect_ones_are_listed()
    {
        string file = Zip("20220103_trade.zip", "20220103_es_tick_trade_202203.csv",
            "52200000.5,4772.25,3,CME,,0\n52200000.5,4773.00,1,CME,,0\n52201000,4000,1,CME,,1\n52259999,4772.50,2,,,0\n"
            + "52260000,4774.00,1,CME,,0\n");
        Assert.Contains("found Lean ticks (time,price,size,exchange,condition,suspicious), not bars.",
            Assert.Throws<BarDataException>(() => BarImport.Run([file], null, Instrument.ES, new ImportOptions())).Message,
            StringComparison.Ordinal);
        ImportResult read = BarImport.Run([file], null, Instrument.ES, new ImportOptions { Aggregate = true });
        Assert.Equal(BarAt(0, 19089, 19092, 19089, 19090, 6), read.Bars[0]);
        Assert.Equal(BarAt(60, 19096, 19096, 19096, 19096, 1), read.Bars[1]);
        BarFinding suspect = Assert.Single(read.Reports[0].Findings, finding => finding.Rule == BarRule.SuspectTrade);
        Assert.Equal((1L, FindingSeverity.Note), (suspect.Count, suspect.Severity));
    }

    [Fact]
    public void Trades_of_a_stock_are_ten_thousandths_of_a_New_York_day()
    {
        // 34,200,000 ms after midnight in New York are 09:30, which is 14:30 UTC in January.
        string file = Zip("20220103_trade.zip", "20220103_spy_tick_trade.csv",
            "34200000,4762300,100,P,@,0\n34230000,4762500,50,Q,@,0\n");
        BarSeries bars = BarImport.Run([file], null, Spy, new ImportOptions { Aggregate = true }).Bars;
        Assert.Equal(BarAt(0, 47623, 47625, 47623, 47625, 150), bars[0]);
    }
}
