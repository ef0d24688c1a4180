using System.Globalization;
using nietras.SeparatedValues;
using Parquet.Schema;
using RlTrainer.Columnar;
using RlTrainer.Columnar.Tests;
using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Benchmarks;

/// <summary>
/// Rows a CPU second of the import: text against Sep parsing alone and against an older build of this reader, Parquet and DBN
/// with all checks. One thread, the measurements in turn, best of eleven.
/// </summary>
internal static class ImportSpeed
{
    private const int Days = 400, Runs = 11;

    /// <summary>Measures and prints; returns 0.</summary>
    /// <param name="output">Where the table goes.</param>
    /// <param name="older">RlTrainer.dll of an older commit to compare with; null for none.</param>
    public static int Print(TextWriter output, string? older)
    {
        BarSeries bars = SyntheticBars.Generate(new SyntheticConfig { Instrument = Instrument.ES, Days = Days }).Minutes;
        var text = new MemoryStream();
        BarCsv.Write(text, bars);
        byte[] csv = text.ToArray();
        byte[] rows = csv[(csv.AsSpan().IndexOf((byte)'\n') + 1)..];   // the comment of synthetic bars is no CSV
        string folder = Directory.CreateTempSubdirectory("import-speed").FullName;
        string parquet = Put(
            folder, "a.parquet",
            ColumnarSeries.Parquet(
                bars, new DateTimeDataField("timestamp", DateTimeFormat.Timestamp, true, DateTimeTimeUnit.Micros)));
        string dbn = Put(folder, "a.dbn", ColumnarSeries.Dbn(bars));
        var options = new ImportOptions { Formats = ColumnarFormats.All };
        var measured = new List<(string Name, Action Action)>
        {
            ("CSV, read and checked", () =>
                BarFile.Read(new MemoryStream(csv), "a.csv", Instrument.ES, BarInterval.Minute, CheckMode.Report)),
            ("CSV, Sep, parsed only", () => _ = SepRows(rows)),
            ("Parquet, imported", () => BarImport.Run([parquet], null, Instrument.ES, options)),
            ("Parquet, columns only", () => ParquetColumns(parquet)),
            ("DBN, imported", () => BarImport.Run([dbn], null, Instrument.ES, options)),
        };
        if (older is not null) measured.Add(("CSV, the older reader", OlderReader.Of(older, csv)));
        double[] best = Best([.. measured.Select(each => each.Action)]);
        Directory.Delete(folder, recursive: true);
        for (int each = 0; each < best.Length; each++)
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{measured[each].Name,-24} {bars.Count / best[each] / 1e6,6:F2} million rows a CPU second"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"CSV takes {best[0] / best[1]:F2} of Sep's "
            + $"time{(older is null ? "" : $" and {best[0] / best[^1]:F2} of the older reader's")}; {bars.Count} rows"));
        return 0;
    }

    /// <summary>[actions] the least CPU seconds of each; the actions take
    /// turns, so that the machine's moods meet all of them.</summary>
    private static double[] Best(Action[] actions)
    {
        double[] best = [.. actions.Select(_ => double.MaxValue)];
        for (int run = 0; run < Runs; run++)
            for (int each = 0; each < actions.Length; each++)
            {
                GC.Collect();
                TimeSpan before = Environment.CpuUsage.TotalTime;
                actions[each]();
                best[each] = Math.Min(best[each], (Environment.CpuUsage.TotalTime - before).TotalSeconds);
            }
        return best;
    }

    private static void ParquetColumns(string path)
    {
        using IBarTable table = new ParquetFormat().Open(File.OpenRead(path), "a.parquet");
        while (table.Read([.. Enumerable.Range(0, table.Columns.Count)]) is not null)
        {
        }
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
}
