using Parquet.Schema;
using RlTrainer.Data;
using RlTrainer.Market;
using RlTrainer.Numerics;

namespace RlTrainer.Columnar.Tests;

/// <summary>
/// Damages every form of the catalogue at random and imports it. Whatever happens to a file, the import ends with bars and a
/// report that accounts for every row, or with a <see cref="BarDataException"/> that names the file; never with anything else.
/// </summary>
public sealed class ColumnarFuzz
{
    private const int Kinds = 6, MostFlips = 20, MostInserted = 2_000;
    private readonly string _folder;
    private readonly (BarForm Form, byte[] Content)[] _samples;
    private Rng _random;

    /// <param name="seed">Decides every damage.</param>
    /// <param name="folder">Where mutants are written.</param>
    public ColumnarFuzz(ulong seed, string folder)
    {
        _random = Rng.Stream(seed, "columnar fuzz");
        _folder = folder;
        BarSeries bars = ColumnarSeries.Bars.SliceDays(0, 1);
        _samples =
        [
            .. BarForms.All.Where(form => !form.File.EndsWith(".parquet", StringComparison.Ordinal) && !form.File.EndsWith(".feather", StringComparison.Ordinal) && !form.File.Contains(".dbn", StringComparison.Ordinal))
                .Select(form => (form, Cut(form))),
            .. new (string File, byte[] Content)[]
            {
                ("a.parquet", ColumnarSeries.Parquet(bars, new DateTimeDataField("timestamp", DateTimeFormat.Timestamp, true, DateTimeTimeUnit.Micros))),
                ("a.feather", ColumnarSeries.Arrow(bars, "UTC")),
                ("a.dbn", ColumnarSeries.Dbn(bars)),
                ("b.parquet", ColumnarSeries.Parquet(bars, new DateTimeDataField("timestamp", DateTimeFormat.Impala))),
            }.Select(each => (new BarForm("fuzz", each.File, each.File, () => each.Content), each.Content)),
        ];
    }

    /// <summary>Mutants imported, and refused with a message.</summary>
    public (int Read, int Refused) Counts { get; private set; }

    /// <summary>Makes and imports one mutant; returns what is wrong, or null.</summary>
    public string? Try()
    {
        (BarForm form, byte[] content) = _samples[_random.NextInt32(_samples.Length)];
        int kind = _random.NextInt32(Kinds);
        string file = Path.Combine(_folder, form.File), what = $"{form}, mutation {kind}";
        File.WriteAllBytes(file, Mutate(content, kind));
        var options = (form.Answers ?? new ImportOptions()) with { Formats = ColumnarFormats.All, Mode = (CheckMode)_random.NextInt32(3) };
        try
        {
            ImportResult result = BarImport.Run([file], null, Instrument.ES, options);
            Counts = (Counts.Read + 1, Counts.Refused);
            ValidationReport? wrong = result.Reports.FirstOrDefault(report => report.RowsRead != report.RowsKept + report.RowsListed);
            return wrong is null ? null : $"{what}: {wrong.RowsRead} rows in, {wrong.RowsKept} kept, {wrong.RowsListed} listed";
        }
        catch (BarDataException error)
        {
            Counts = (Counts.Read, Counts.Refused + 1);
            return error.Message.Length < 20 ? $"{what}: the message says too little: {error.Message}" : null;
        }
        catch (Exception error)
        {
            return $"{what}: {error.GetType().Name}: {error.Message} {error.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("RlTrainer", StringComparison.Ordinal))?.Trim()}";
        }
    }

    /// <summary>Text shortened to its first rows: the damage is the same and a mutant costs a tenth.</summary>
    private static byte[] Cut(BarForm form)
    {
        byte[] content = form.Content();
        bool isText = form.File is "a.csv" or "a.txt" or "a.tsv" or "a.json";
        return isText && content.Length > 12_000 ? content[..12_000] : content;
    }

    private byte[] Mutate(byte[] content, int kind)
    {
        byte[] bytes = [.. content];
        int at = _random.NextInt32(bytes.Length), other = _random.NextInt32(bytes.Length);
        switch (kind)
        {
            case 0:
                return bytes[..at];
            case 1:
                return [.. bytes[..at], .. new byte[1 + _random.NextInt32(MostInserted)], .. bytes[at..]];
            case 2:
                return [.. bytes[..Math.Min(at, other)], .. bytes[Math.Max(at, other)..]];
            case 3:
                for (int flips = 1 + _random.NextInt32(MostFlips); flips > 0; flips--) bytes[^(1 + _random.NextInt32(Math.Min(400, bytes.Length)))] = (byte)_random.NextInt32(256);
                return bytes;
            case 4:
                for (int flips = 1 + _random.NextInt32(MostFlips); flips > 0; flips--) bytes[_random.NextInt32(Math.Min(400, bytes.Length))] = (byte)_random.NextInt32(256);
                return bytes;
            default:
                for (int flips = 1 + _random.NextInt32(MostFlips); flips > 0; flips--) bytes[_random.NextInt32(bytes.Length)] = (byte)_random.NextInt32(256);
                return bytes;
        }
    }
}
