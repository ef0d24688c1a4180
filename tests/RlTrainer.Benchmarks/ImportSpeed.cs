using System.Diagnostics;
using System.Globalization;
using nietras.SeparatedValues;
using Parquet.Schema;
using RlTrainer.Columnar;
using RlTrainer.Columnar.Tests;
using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Benchmarks;

/// <summary>Rows a CPU second of the import: text against Sep parsing alone, Parquet and DBN with all checks. One thread, best of five.</summary>
internal static class ImportSpeed
{
    private const int Days = 400, Runs = 5;

    /// <summary>Measures and prints; returns 0.</summary>
    public static int Print(TextWriter output)
    {
        BarSeries bars = SyntheticBars.Generate(new SyntheticConfig { Instrument = Instrument.ES, Days = Days }).Minutes;
        var text = new MemoryStream();
        BarCsv.Write(text, bars);
        byte[] csv = text.ToArray();
        string folder = Directory.CreateTempSubdirectory("import-speed").FullName;
        string parquet = Put(folder, "a.parquet", ColumnarSeries.Parquet(bars, new DateTimeDataField("timestamp", DateTimeFormat.Timestamp, true, DateTimeTimeUnit.Micros)));
        string dbn = Put(folder, "a.dbn", ColumnarSeries.Dbn(bars));
        var options = new ImportOptions { Formats = ColumnarFormats.All };
        double ours = Best(() => BarFile.Read(new MemoryStream(csv), "a.csv", Instrument.ES, BarInterval.Minute, CheckMode.Report).Bars.Count);
        byte[] rows = csv[(csv.AsSpan().IndexOf((byte)'\n') + 1)..];   // the comment of synthetic bars is no CSV
        double sep = Best(() => SepRows(rows));
        double fromParquet = Best(() => BarImport.Run([parquet], null, Instrument.ES, options).Bars.Count);
        double fromDbn = Best(() => BarImport.Run([dbn], null, Instrument.ES, options).Bars.Count);
        Directory.Delete(folder, recursive: true);
        foreach ((string name, double seconds) in new[] { ("CSV, read and checked", ours), ("CSV, Sep, parsed only", sep), ("Parquet, imported", fromParquet), ("DBN, imported", fromDbn) })
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-24} {bars.Count / seconds / 1e6,6:F2} million rows a CPU second"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"CSV takes {ours / sep:F2} of Sep's time; {bars.Count} rows"));
        return 0;
    }

    private static string Put(string folder, string name, byte[] content)
    {
        string path = Path.Combine(folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private static int SepRows(byte[] csv)
    {
        using SepReader reader = Sep.Reader(options => options with { HasHeader = true }).From(csv);
        int rows = 0;
        foreach (SepReader.Row row in reader)
        {
            rows += row[0].Parse<DateTimeOffset>().Year > 0 ? 1 : 0;
            for (int column = 1; column < 5; column++) rows += row[column].Parse<double>() > 0 ? 0 : 1;
            rows += row[5].Parse<long>() >= 0 ? 0 : 1;
        }
        return rows;
    }

    private static double Best(Func<int> action)
    {
        double best = double.MaxValue;
        for (int run = 0; run < Runs; run++)
        {
            TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
            action();
            best = Math.Min(best, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds);
        }
        return best;
    }
}
