using System.IO.Compression;
using System.Text;
using Parquet.Schema;
using RlTrainer.Data;
using RlTrainer.Market;
using RlTrainer.Numerics;

namespace RlTrainer.Columnar.Tests;

/// <summary>
/// Damages every form of the catalogue at random and imports it. Whatever happens to a file, the import ends with bars and a
/// report that accounts for every row, or with a <see cref="BarDataException"/> that names the file; never with anything else.
/// What is read is compared with the undamaged file: a cut file gives no bar that was not in it, a file with bytes put in or
/// taken out at most the one bar where they were, a text with some bytes changed at most so many bars, and a package with a
/// checksum none.
/// </summary>
public sealed class ColumnarFuzz
{
    private const int Kinds = 6, MostFlips = 20, MostInserted = 2_000, Cutting = 0, Inserting = 1, Removing = 2;
    private const long MostBytesRead = 1L << 30;
    private readonly string _folder;
    private readonly Sample[] _samples;
    private Rng _random;
    private int _flips;

    /// <param name="seed">Decides every damage.</param>
    /// <param name="folder">Where mutants are written.</param>
    public ColumnarFuzz(ulong seed, string folder)
    {
        _random = Rng.Stream(seed, "columnar fuzz");
        _folder = folder;
        BarSeries bars = ColumnarSeries.Bars.SliceDays(0, 1);
        _samples =
        [
            .. BarForms.All.Where(
                form => !form.File.EndsWith(".parquet", StringComparison.Ordinal)
                    && !form.File.EndsWith(".feather", StringComparison.Ordinal)
                        && !form.File.EndsWith(".dbn", StringComparison.Ordinal))
                .Select(form => SampleOf(form, Cut(form))),
            .. new (string File, byte[] Content)[]
            {
                ("a.parquet", ColumnarSeries.Parquet(
                    bars, new DateTimeDataField("timestamp", DateTimeFormat.Timestamp, true, DateTimeTimeUnit.Micros))),
                ("a.feather", ColumnarSeries.Arrow(bars, "UTC")),
                ("a.dbn", ColumnarSeries.Dbn(bars)),
                ("b.xlsx", Workbook()),
                ("b.parquet", ColumnarSeries.Parquet(bars, new DateTimeDataField("timestamp", DateTimeFormat.Impala, true))),
            }.Select(each => SampleOf(new BarForm("fuzz", each.File, each.File, () => each.Content), each.Content)),
        ];
    }

    /// <summary>Mutants imported, and refused with a message.</summary>
    public (int Read, int Refused) Counts { get; private set; }

    /// <summary>Mutants of which some bar was damaged beyond what any
    /// reader can see: a changed byte of a price or a volume.</summary>
    public int Undetectable { get; private set; }

    /// <summary>Makes and imports one mutant; returns what is wrong, or null.</summary>
    public string? Try()
    {
        Sample sample = _samples[_random.NextInt32(_samples.Length)];
        int kind = _random.NextInt32(Kinds);
        string file = Path.Combine(_folder, sample.Form.File), what = $"{sample.Form}, mutation {kind}";
        File.WriteAllBytes(file, Mutate(sample.Content, kind));
        ImportOptions options = sample.Options with { Mode = (CheckMode)_random.NextInt32(3) };
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            ImportResult result = BarImport.Run([file], null, Instrument.ES, options);
            Counts = (Counts.Read + 1, Counts.Refused);
            ValidationReport? wrong =
                result.Reports.FirstOrDefault(report => report.RowsRead != report.RowsKept + report.RowsListed);
            if (wrong is not null) return $"{what}: {wrong.RowsRead} rows in, {wrong.RowsKept} kept, {wrong.RowsListed} listed";
            return Judged(sample, kind, options.Mode, result) is { } damage ? $"{what}: {damage}" : TooMuch(what, before);
        }
        catch (BarDataException error)
        {
            Counts = (Counts.Read, Counts.Refused + 1);
            return error.Message.Length < 20 ? $"{what}: the message says too little: {error.Message}" : TooMuch(what, before);
        }
        catch (Exception error)
        {
            string? place = error.StackTrace?.Split('\n')
                .FirstOrDefault(line => line.Contains("RlTrainer", StringComparison.Ordinal));
            return $"{what}: {error.GetType().Name}: {error.Message} {place?.Trim()}";
        }
    }

    private static string? TooMuch(string what, long before) =>
        GC.GetAllocatedBytesForCurrentThread() - before is var bytes and > MostBytesRead
            ? $"{what}: {bytes >> 20} MB were asked for" : null;

    /// <summary>What is wrong with the bars, or null.</summary>
    private string? Judged(Sample sample, int kind, CheckMode mode, ImportResult result)
    {
        Bar[] others = [.. Enumerable.Range(0, result.Bars.Count).Select(bar => result.Bars[bar])
            .Where(bar => sample.Bars.GetValueOrDefault(bar.UtcSeconds) != bar)];
        int other = others.Length;
        if (other == 0) return null;
        Undetectable++;
        int allowed = sample.IsChecked || kind == Cutting ? 0 : kind is Inserting or Removing ? 1 : sample.IsText ? _flips + 1
            : int.MaxValue;
        if (mode == CheckMode.Repair && sample.IsText) allowed += _flips;   // mending a row changes it, and says so
        return other > allowed
            ? $"{other} of {result.Bars.Count} bars are not those of the file, {allowed} may "
                + $"be{(result.Reports.Any(report => report.HasErrors) ? "" : ", without a word")}; first {others[0]} and not "
                + $"{sample.Bars.GetValueOrDefault(others[0].UtcSeconds)}; {string.Join("; ", result.Facts)}" : null;
    }

    /// <summary>A sample, with the question that its whole form raises
    /// answered once: a shortened text has less evidence.</summary>
    private Sample SampleOf(BarForm form, byte[] content)
    {
        bool isText = form.File is "a.csv" or "a.txt" or "a.tsv" or "a.json";
        bool isTable = form.File.EndsWith(".parquet", StringComparison.Ordinal)
            || form.File.EndsWith(".feather", StringComparison.Ordinal) || form.File.EndsWith(".dbn", StringComparison.Ordinal);
        var bars = new Dictionary<long, Bar>();
        for (int bar = 0; bar < BarForm.Series.Count; bar++)
            bars[BarForm.Series[bar].UtcSeconds] = form.HasVolume ? BarForm.Series[bar] : BarForm.Series[bar] with { Volume = 0 };
        ImportOptions options = (form.Answers ?? new ImportOptions()) with { Formats = ColumnarFormats.All };
        return new Sample(form, content, Answered(form, options), bars, isText, !isText && !isTable
            && !form.File.EndsWith(".zst", StringComparison.Ordinal));
    }

    private ImportOptions Answered(BarForm form, ImportOptions options)
    {
        if (!options.AcceptEvidence) return options;
        string file = Path.Combine(_folder, form.File);
        File.WriteAllBytes(file, form.Content());
        try
        {
            BarImport.Run([file], null, Instrument.ES, options with { AcceptEvidence = false });
            return options;
        }
        catch (BarQuestionException question)
        {
            return options.With(question.Question.Recommended!);
        }
    }

    /// <summary>The parts of a spreadsheet's file that tell what it is: it is named and refused, whatever is damaged.</summary>
    private static byte[] Workbook()
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (string part in (string[])["[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"])
                using (Stream entry = archive.CreateEntry(part).Open())
                    entry.Write(Encoding.UTF8.GetBytes($"<?xml version=\"1.0\"?><part name=\"{part}\"/>"));
        return file.ToArray();
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
        _flips = 1 + _random.NextInt32(MostFlips);
        int at = _random.NextInt32(bytes.Length), other = _random.NextInt32(bytes.Length);
        switch (kind)
        {
            case Cutting:
                return bytes[..at];
            case Inserting:
                return [.. bytes[..at], .. new byte[1 + _random.NextInt32(MostInserted)], .. bytes[at..]];
            case Removing:
                return [.. bytes[..Math.Min(at, other)], .. bytes[Math.Max(at, other)..]];
            case 3:
                for (int flips = _flips; flips > 0; flips--)
                    bytes[^(1 + _random.NextInt32(Math.Min(400, bytes.Length)))] = (byte)_random.NextInt32(256);
                return bytes;
            case 4:
                for (int flips = _flips; flips > 0; flips--)
                    bytes[_random.NextInt32(Math.Min(400, bytes.Length))] = (byte)_random.NextInt32(256);
                return bytes;
            default:
                for (int flips = _flips; flips > 0; flips--)
                    bytes[_random.NextInt32(bytes.Length)] = (byte)_random.NextInt32(256);
                return bytes;
        }
    }

    /// <summary>An undamaged file with its bars by time; whether every
    /// byte of it counts as text; whether a checksum guards it.</summary>
    private sealed record Sample(
        BarForm Form, byte[] Content, ImportOptions Options, IReadOnlyDictionary<long, Bar> Bars, bool IsText, bool IsChecked);
}
