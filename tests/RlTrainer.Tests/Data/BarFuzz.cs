using System.IO.Compression;
using System.Text;
using RlTrainer.Data;
using RlTrainer.Market;
using RlTrainer.Numerics;

namespace RlTrainer.Tests.Data;

/// <summary>
/// Damages samples of every format at random and reads them. Whatever happens to a file, reading ends with bars and a
/// report that accounts for every row, or with a <see cref="BarDataException"/>; never with anything else.
/// </summary>
internal sealed class BarFuzz(ulong seed)
{
    private const int Kinds = 12, Rows = BarFuzzSample.Rows;

    private static readonly string[] Damages =
    [
        "", "x", "NaN", "-1", "0", "1e9", "1,5", "99999999999999999999", "\0", "\"", " ", "2024-01-02", "∞", "1e-320", "--",
        ".", "null", "-0", "1e400", "0x10",
    ];

    private Rng _random = Rng.Stream(seed, "fuzz");

    /// <summary>How many mutants were read, refused as a whole, and compared row by row after one damaged field.</summary>
    public (int Read, int Refused, int OneField) Counts { get; private set; }

    /// <summary>Makes and reads one mutant; returns what is wrong, or null.</summary>
    /// <param name="mayBeGiant">The mutant may hold a line of ten megabytes.</param>
    public string? Try(bool mayBeGiant)
    {
        BarFuzzSample sample = BarFuzzSample.All[_random.NextInt32(BarFuzzSample.All.Count)];
        int kind = _random.NextInt32(mayBeGiant ? Kinds + 1 : Kinds);
        CheckMode mode = _random.NextInt32(3) == 0 ? CheckMode.Repair : CheckMode.Report;
        if (kind == 0) return OneField(sample, mode);
        if (_random.NextInt32(8) == 0) mode = CheckMode.Strict;
        return Whole(sample, Mutate(sample, kind), mode, $"{sample.Name}, mutation {kind}, {mode}", isZipped: kind == 11);
    }

    /// <summary>One field of one row is damaged: every other row comes out as it was.</summary>
    private string? OneField(BarFuzzSample sample, CheckMode mode)
    {
        CheckedBars whole = Read(sample, Encoding.UTF8.GetBytes(sample.Text()), mode);
        int row = _random.NextInt32(Rows);
        string[] fields = sample.Row(row).Split(sample.Separator);
        fields[_random.NextInt32(fields.Length)] = Damages[_random.NextInt32(Damages.Length)];
        string damaged = string.Join(sample.Separator, fields);
        byte[] bytes = Encoding.UTF8.GetBytes(sample.Text(row, damaged));
        CheckedBars mutant;
        try
        {
            mutant = Read(sample, bytes, mode);
        }
        catch (BarDataException error)
        {
            // The damaged field names a second contract: the reader asks for a choice, and here it is.
            if (!error.Message.Contains("contracts in one file", StringComparison.Ordinal))
                return $"{sample.Name}: one damaged field refused the file: {damaged}: {error.Message}";
            mutant = ReadContract(sample, bytes, mode, "ESH4", "5482");
        }
        Counts = (Counts.Read, Counts.Refused, Counts.OneField + 1);
        for (int bar = 0; bar < whole.Bars.Count; bar++)
        {
            Bar expected = whole.Bars[bar];
            int found = mutant.Bars.UtcSeconds.BinarySearch(expected.UtcSeconds);
            if (bar != row && (found < 0 || mutant.Bars[found] != expected))
                return $"{sample.Name}, {mode}: row {bar} {(found < 0 ? "was lost" : "changed")} when row {row} was damaged: "
                    + $"{damaged}";
        }
        return Accounted(mutant, Rows, sample.Name);
    }

    private string? Whole(BarFuzzSample sample, byte[] bytes, CheckMode mode, string what, bool isZipped)
    {
        try
        {
            CheckedBars read = isZipped
                ? BarFile.Guarded(sample.Name, () => Read(sample, Unzipped(bytes), mode))
                : Read(sample, bytes, mode, (BarInterval)(_random.NextInt32(10) == 0 ? 1 : 60));
            return Accounted(read, -1, what);
        }
        catch (BarDataException error)
        {
            Counts = (Counts.Read, Counts.Refused + 1, Counts.OneField);
            return error.Message.Length < 20 ? $"{what}: the message says too little: {error.Message}" : null;
        }
        catch (Exception error)
        {
            return $"{what}: {error.GetType().Name}: {error.Message}";
        }
    }

    private string? Accounted(CheckedBars read, int rows, string what)
    {
        Counts = (Counts.Read + 1, Counts.Refused, Counts.OneField);
        ValidationReport report = read.Report;
        if (report.RowsRead != report.RowsKept + report.RowsListed)
            return $"{what}: {report.RowsRead} rows in, {report.RowsKept} kept, {report.RowsListed} listed";
        if (report.LeftOut.Count != report.Findings.Where(finding => finding.Treatment == "left out")
            .Sum(finding => finding.Count)) return $"{what}: the findings do not add up to the rows left out";
        return rows >= 0 && report.RowsRead != rows ? $"{what}: {report.RowsRead} rows read, expected {rows}" : null;
    }

    private static BarLayout LayoutOf(BarFuzzSample sample, byte[] bytes)
    {
        using Stream head = TextPart.WithHead(new MemoryStream(bytes), out FileHead start);
        BarLayout layout = LayoutDetector.Detect(start, sample.Name, new DetectOptions(Instrument.ES)).Layout;
        return sample.Zone is null ? layout
            : layout with
            {
                Zone = sample.Zone,
                Edge = sample.Name == "hist.txt" ? BarEdge.Start : sample.Name == "ninja.txt"
                ? BarEdge.End : layout.Edge
            };
    }

    private static CheckedBars Read(
        BarFuzzSample sample, byte[] bytes, CheckMode mode, BarInterval interval = BarInterval.Minute) =>
        BarFile.Read(new MemoryStream(bytes), sample.Name, Instrument.ES, interval, mode, LayoutOf(sample, bytes));

    private static CheckedBars ReadContract(BarFuzzSample sample, byte[] bytes, CheckMode mode, params string[] names)
    {
        var store = new RowStore();
        using Stream whole = TextPart.WithHead(new MemoryStream(bytes), out FileHead head);
        PartRead part = TextRows.Read(
            whole, new(head, sample.Name, "", new DetectedLayout(LayoutOf(sample, bytes), [])), Instrument.ES,
            new ImportOptions { Mode = mode }, store);
        ContractColumns[] contracts = [.. store.Contracts.Select(contract =>
        {
            (BarColumns columns, Func<int, RowPlace> placeOf) = BarAssembler.ColumnsOf(contract.Rows);
            return new ContractColumns(contract.Contract, columns, placeOf);
        })];
        ContractColumns chosen =
            FrontContract.Only(contracts, names.First(name => contracts.Any(contract => contract.Contract == name)), sample.Name);
        BarSeries bars = BarAssembler.Finish(
            chosen.Columns, chosen.PlaceOf, new(Instrument.ES, BarInterval.Minute, "", IsSynthetic: false), sample.Name);
        return new CheckedBars(bars, part.Log.ToReport(part.Layout.Format, part.RowsRead, bars.Count));
    }

    private static byte[] Unzipped(byte[] bytes)
    {
        using var text = new MemoryStream();
        using var zip = new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        zip.CopyTo(text);
        return text.ToArray();
    }

    private byte[] Mutate(BarFuzzSample sample, int kind)
    {
        string text = sample.Text();
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        string[] rows = [.. Enumerable.Range(0, Rows).Select(sample.Row)];
        int at = _random.NextInt32(bytes.Length), row = _random.NextInt32(Rows), other = _random.NextInt32(Rows);
        switch (kind)
        {
            case 1:
                return Flipped(bytes);
            case 2:
                return bytes[..at];
            case 3:
                (rows[row], rows[other]) = (rows[other], rows[row]);
                break;
            case 4:
                rows[row] = rows[other] + sample.Joint + rows[row];
                break;
            case 5:
                return Encoding.UTF8.GetBytes(
                    text.Replace("\n", _random.NextInt32(2) == 0 ? "\r\n" : "\r", StringComparison.Ordinal));
            case 6:
                return _random.NextInt32(2) == 0 ? [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)]
                    : Encoding.BigEndianUnicode.GetBytes(text);
            case 7:
                return [.. bytes[..at], .. new byte[1 + _random.NextInt32(2_000)], .. bytes[at..]];
            case 8:
                return Encoding.UTF8.GetBytes(text.Replace('.', ','));
            case 9:
                return Encoding.UTF8.GetBytes(
                    text.Replace("2024", _random.NextInt32(2) == 0 ? "2042" : "0000", StringComparison.Ordinal));
            case 10:
                for (int late = row; late < Rows; late++)
                    rows[late] = rows[late].Replace("2024", "2023", StringComparison.Ordinal)
                        .Replace("17042", "17041", StringComparison.Ordinal);
                break;
            case 11:
                return Flipped(Zipped(bytes));
            default:
                rows[row] = new string((char)('0' + _random.NextInt32(10)), 10_000_000);
                break;
        }
        return Encoding.UTF8.GetBytes(sample.Header + string.Join(sample.Joint, rows) + sample.Footer);
    }

    private byte[] Flipped(byte[] bytes)
    {
        for (int flips = 1 + _random.NextInt32(20); flips > 0; flips--)
            bytes[_random.NextInt32(bytes.Length)] = (byte)_random.NextInt32(256);
        return bytes;
    }

    private static byte[] Zipped(byte[] bytes)
    {
        using var text = new MemoryStream();
        using (var zip = new GZipStream(text, CompressionLevel.Fastest)) zip.Write(bytes);
        return text.ToArray();
    }
}
