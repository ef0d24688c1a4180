using System.Globalization;
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
    private const int Rows = 40;
    private static readonly string[] Damages = ["", "x", "NaN", "-1", "0", "1e9", "1,5", "99999999999999999999", "\0", "\"", " ", "2024-01-02", "∞", "1e-320", "--", "."];
    private static readonly (string Name, string? Zone, Func<int, string> Row, string Header, string Separator)[] Samples =
    [
        ("native.csv", null, m => $"2024-01-02T15:{m:00}:00Z,{Prices(m, ",")},{m + 1}", "timestamp,open,high,low,close,volume\n", ","),
        ("ninja.txt", "UTC", m => $"20240102 15{m:00}00;{Prices(m, ";")};{m + 1}", "", ";"),
        ("hist.txt", "UTC-05", m => $"20240102 10{m:00}00;{Prices(m, ";")};0", "", ";"),
        ("tradingview.csv", null, m => $"{1704207600 + m * 60},{Prices(m, ",")},NaN,{m + 1},", "time,open,high,low,close,Band,Volume,Volume MA\n", ","),
        ("firstrate.txt", null, m => $"2024-01-02 10:{m:00}:00,{Prices(m, ",")},{m + 1}", "", ","),
        ("kibot.txt", null, m => $"01/02/2024,10:{m:00},{Prices(m, ",")},{m + 1}", "", ","),
        ("sierra.csv", "UTC", m => $"2024/1/2, 15:{m:00}:00, {Prices(m, ", ")}, {m + 1}, 2", "Date, Time, Open, High, Low, Last, Volume, NumberOfTrades\n", ","),
        ("databento.csv", null, m => $"2024-01-02T15:{m:00}:00.000000000Z,33,1,5482,{Prices(m, ",")},{m + 1},ESH4", "ts_event,rtype,publisher_id,instrument_id,open,high,low,close,volume,symbol\n", ","),
        ("20240102_es_minute_trade.csv", null, m => $"{(15 * 60 + m) * 60_000},{Prices(m, ",")},{m + 1}", "", ","),
        ("ib.json", "UTC", m => $"{{\"date\":\"2024-01-02T15:{m:00}:00\",\"open\":4000,\"high\":{4001 + m % 3},\"low\":3999.5,\"close\":{4000 + m % 3},\"volume\":{m + 1}}}", "", ","),
        ("metatrader.tsv", "UTC+02", m => $"2024-01-02 17:{m:00}:00\t{Prices(m, "\t")}\t{m + 1}", "Time\tOpen\tHigh\tLow\tClose\tVolume\n", "\t"),
        ("nautilus.csv", null, m => $"2024-01-02 15:{m + 1:00}:00;{Prices(m, ";")};{m + 1};Last", "timestamp_utc;open;high;low;close;volume;pricetype\n", ";"),
    ];

    private Rng _random = Rng.Stream(seed, "fuzz");

    /// <summary>How many mutants were read and how many refused as a whole.</summary>
    public (int Read, int Refused) Counts { get; private set; }

    /// <summary>Makes and reads one mutant; returns what is wrong, or null.</summary>
    /// <param name="mayBeGiant">The mutant may hold a line of ten megabytes.</param>
    public string? Try(bool mayBeGiant)
    {
        var sample = Samples[_random.NextInt32(Samples.Length)];
        string text = sample.Header + string.Concat(Enumerable.Range(0, Rows).Select(m => sample.Row(m) + "\n"));
        int kind = _random.NextInt32(mayBeGiant ? 11 : 10);
        return kind == 0 ? OneField(sample, text) : Whole(sample.Name, sample.Zone, Mutate(text, kind), $"{sample.Name}, mutation {kind}");
    }

    /// <summary>One field of one row is damaged: every other row comes out as it was, or is listed for sharing a time with it.</summary>
    private string? OneField((string Name, string? Zone, Func<int, string> Row, string Header, string Separator) sample, string text)
    {
        CheckedBars whole = Read(sample.Name, sample.Zone, Encoding.UTF8.GetBytes(text));
        int row = _random.NextInt32(Rows);
        string[] fields = sample.Row(row).Split(sample.Separator);
        fields[_random.NextInt32(fields.Length)] = Damages[_random.NextInt32(Damages.Length)];
        string damaged = sample.Header + string.Concat(Enumerable.Range(0, Rows).Select(m => (m == row ? string.Join(sample.Separator, fields) : sample.Row(m)) + "\n"));
        CheckedBars mutant;
        try
        {
            mutant = Read(sample.Name, sample.Zone, Encoding.UTF8.GetBytes(damaged));
        }
        catch (BarDataException)
        {
            // A contract column that names a second contract asks for a choice.
            Counts = (Counts.Read, Counts.Refused + 1);
            return sample.Name == "databento.csv" ? null : $"{sample.Name}: one damaged field refused the file: {string.Join(sample.Separator, fields)}";
        }
        for (int bar = 0; bar < whole.Bars.Count; bar++)
        {
            Bar expected = whole.Bars[bar];
            int found = mutant.Bars.UtcSeconds.BinarySearch(expected.UtcSeconds);
            bool isDamagedRow = bar == row;
            if (!isDamagedRow && (found < 0 || (mutant.Bars[found] != expected && mutant.Report.RowsListed == 0)))
                return $"{sample.Name}: row {bar} changed when row {row} was damaged: {string.Join(sample.Separator, fields)}";
        }
        return Accounted(mutant, Rows, sample.Name);
    }

    private string? Whole(string name, string? zone, byte[] bytes, string what)
    {
        try
        {
            CheckedBars read = Read(name, zone, bytes);
            return Accounted(read, -1, what);
        }
        catch (BarDataException error)
        {
            Counts = (Counts.Read, Counts.Refused + 1);
            return error.Message.Length < 20 ? $"{what}: the message says too little: {error.Message}" : null;
        }
        catch (Exception error)
        {
            return $"{what}: {error.GetType().Name}: {error.Message}";
        }
    }

    private string? Accounted(CheckedBars read, int rows, string what)
    {
        Counts = (Counts.Read + 1, Counts.Refused);
        ValidationReport report = read.Report;
        if (report.RowsRead != report.RowsKept + report.RowsListed) return $"{what}: {report.RowsRead} rows in, {report.RowsKept} kept, {report.RowsListed} listed";
        return rows >= 0 && report.RowsRead != rows ? $"{what}: {report.RowsRead} rows read, expected {rows}" : null;
    }

    private static CheckedBars Read(string name, string? zone, byte[] bytes)
    {
        using Stream head = TextPart.WithHead(new MemoryStream(bytes), out FileHead start);
        BarLayout layout = LayoutDetector.Detect(start, name).Layout;
        if (zone is not null) layout = layout with { Zone = zone, Edge = name == "hist.txt" ? BarEdge.Start : name == "ninja.txt" ? BarEdge.End : layout.Edge };
        return BarFile.Read(new MemoryStream(bytes), name, Instrument.ES, BarInterval.Minute, CheckMode.Report, layout);
    }

    private byte[] Mutate(string text, int kind)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        string[] lines = text.Split('\n');
        int at = _random.NextInt32(bytes.Length), line = _random.NextInt32(lines.Length), other = _random.NextInt32(lines.Length);
        switch (kind)
        {
            case 1:
                for (int flips = 1 + _random.NextInt32(20); flips > 0; flips--) bytes[_random.NextInt32(bytes.Length)] = (byte)_random.NextInt32(256);
                return bytes;
            case 2:
                return bytes[..at];
            case 3:
                (lines[line], lines[other]) = (lines[other], lines[line]);
                return Encoding.UTF8.GetBytes(string.Join('\n', lines));
            case 4:
                lines[line] = lines[other] + "\n" + lines[line];
                return Encoding.UTF8.GetBytes(string.Join('\n', lines));
            case 5:
                return Encoding.UTF8.GetBytes(text.Replace("\n", _random.NextInt32(2) == 0 ? "\r\n" : "\r", StringComparison.Ordinal));
            case 6:
                return _random.NextInt32(2) == 0 ? [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)] : Encoding.BigEndianUnicode.GetBytes(text);
            case 7:
                return [.. bytes[..at], .. new byte[1 + _random.NextInt32(2_000)], .. bytes[at..]];
            case 8:
                return Encoding.UTF8.GetBytes(text.Replace('.', ','));
            case 9:
                return Encoding.UTF8.GetBytes(text.Replace("2024", _random.NextInt32(2) == 0 ? "2042" : "0000", StringComparison.Ordinal));
            default:
                lines[line] = new string((char)('0' + _random.NextInt32(10)), 10_000_000);
                return Encoding.UTF8.GetBytes(string.Join('\n', lines));
        }
    }

    private static string Prices(int minute, string separator) =>
        string.Join(separator, new[] { 4000m, 4001m + minute % 3, 3999.5m, 4000m + minute % 3 }.Select(price => price.ToString(CultureInfo.InvariantCulture)));
}
