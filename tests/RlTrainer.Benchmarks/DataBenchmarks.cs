using System.Diagnostics;
using System.Globalization;
using BenchmarkDotNet.Attributes;
using CsvHelper;
using RlTrainer.Data;
using RlTrainer.Features;
using RlTrainer.Market;

namespace RlTrainer.Benchmarks;

/// <summary>Reading bars: parsed, checked, in New York time and cut into
/// days, against reading the bytes and against CsvHelper.</summary>
public class DataBenchmarks
{
    private const int Days = 400;
    private byte[] _text = [];
    private BarSeries _bars = null!;

    [GlobalSetup]
    public void Setup()
    {
        _bars = SyntheticBars.Generate(new SyntheticConfig { Days = Days }).Minutes;
        var stream = new MemoryStream();
        BarCsv.Write(stream, _bars);
        _text = stream.ToArray();
    }

    /// <summary>Rows of the text.</summary>
    public int Rows => _bars.Count;

    [Benchmark]
    public int ReadAndCheck() =>
        BarFile.Read(new MemoryStream(_text), "bench.csv", Instrument.NQ, BarInterval.Minute, CheckMode.Report).Bars.Count;

    [Benchmark]
    public long ReadBytes()
    {
        using var stream = new MemoryStream(_text);
        byte[] buffer = new byte[1 << 20];
        long sum = 0;
        for (int read; (read = stream.Read(buffer)) > 0;)
            for (int at = 0; at < read; at++) sum += buffer[at];
        return sum;
    }

    [Benchmark]
    public int CsvHelperRows()
    {
        using CsvReader reader =
            CsvReader.Create(new MemoryStream(_text), CsvReaderOptions.Default with { CommentPrefix = '#' }, leaveOpen: false);
        int rows = 0;
        while (reader.Read())
        {
            rows += reader.Parse<DateTimeOffset>(0, CultureInfo.InvariantCulture).Year > 0 ? 1 : 0;
            for (int column = 1; column < 5; column++)
                rows += reader.Parse<decimal>(column, CultureInfo.InvariantCulture) > 0 ? 0 : 1;
            rows += reader.Parse<long>(5, CultureInfo.InvariantCulture) >= 0 ? 0 : 1;
        }
        return rows;
    }

    [Benchmark]
    public int BaseFeatures() => FeatureSet.Base.Compute(_bars).BarCount;

    [Benchmark]
    public int ExtendedFeatures() => FeatureSet.Extended.Compute(_bars).BarCount;

    [Benchmark]
    public int Generate() =>
        SyntheticBars.Generate(new SyntheticConfig { Days = Days, Seed = (ulong)_text.Length }).Minutes.Count;

    /// <summary>The best of a few runs of each, in one process, with ratios.</summary>
    public static void Print(TextWriter output)
    {
        var bench = new DataBenchmarks();
        bench.Setup();
        double bytes = Best(5, () => bench.ReadBytes()), ours = Best(7, () => bench.ReadAndCheck()),
            helper = Best(2, () => bench.CsvHelperRows());
        double features = Best(5, () => bench.BaseFeatures()), extended = Best(3, () => bench.ExtendedFeatures()),
            generate = Best(3, () => bench.Generate());
        Line("read, check, New York time", ours);
        Line("read the bytes only", bytes);
        Line("CsvHelper, parsed only", helper);
        Line("base features", features);
        Line("extended features", extended);
        Line("generate minutes", generate);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{bench._text.Length / 1e6:F1} MB; {ours / bytes:F1} times the bytes' time; {helper / ours:F1} times as fast as "
            + $"CsvHelper; one core of {Environment.ProcessorCount}"));

        void Line(string name, double seconds) =>
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-28} {bench.Rows / seconds / 1e6,8:F2} million rows/s  ({seconds * 1e3:F0} ms for {bench.Rows} rows)"));
    }

    private static double Best(int runs, Action action)
    {
        double best = double.MaxValue;
        for (int run = 0; run < runs; run++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return best;
    }
}
