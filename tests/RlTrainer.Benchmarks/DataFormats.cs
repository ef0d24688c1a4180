using System.Globalization;
using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Benchmarks;

/// <summary>
/// What every file of some folders is read as: its format, rows and findings, or why it is refused. Where a file asks for a
/// fact, the first reading is taken, and the table says so. Files of minutes and of seconds of one name are reconciled.
/// </summary>
internal static class DataFormats
{
    private static readonly Dictionary<string, BarSeries> Minutes = [], Seconds = [];

    public static int Print(TextWriter output, string[] folders)
    {
        if (folders.Length == 0)
        {
            output.WriteLine("Name the folders: formats FOLDER FOLDER");
            return 2;
        }
        output.WriteLine("| file | detected | asked, and read as | rows | kept | findings |\n|---|---|---|---|---|---|");
        foreach (string folder in folders)
            foreach (string file in Directory.GetFiles(folder)
                .Where(file => !file.EndsWith(".md", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal))
                output.WriteLine(Row(file));
        output.WriteLine();
        foreach ((string name, BarSeries minutes) in Minutes.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            if (Seconds.TryGetValue(name, out BarSeries? seconds))
                output.WriteLine($"{name}: {SecondsCheck.Of(minutes, seconds)}");
        return 0;
    }

    private static string Row(string file)
    {
        string name = Path.GetFileName(file), asked = "";
        try
        {
            DetectedLayout[] detected = [.. BarImport.Detect(file, InstrumentOf(name))];
            string formats = string.Join(", ", detected.Select(found => found.Layout.Format).Distinct());
            var options = new ImportOptions { FrontByVolume = true, Interval = IntervalOf(name) };
            if (detected.Select(found => found.Question).FirstOrDefault(question => question is not null) is { } open)
            {
                options = (open.Readings[0].Choice.StartsWith("--date", StringComparison.Ordinal)
                    ? options with { Date = new NodaTime.LocalDate(2013, 10, 7) } : options.With(open.Readings[0]));
                asked = $"{open.Fact}: {open.Readings[0].Choice} (of {open.Readings.Count})";
            }
            try
            {
                ImportResult read = BarImport.Run([file], null, InstrumentOf(name), options);
                (options.Interval == BarInterval.Minute ? Minutes : Seconds)[PairOf(name)] = read.Bars;
                IEnumerable<BarFinding> findings = read.Reports.SelectMany(report => report.Findings);
                string words = string.Join(
                    "; ", findings.GroupBy(finding => (finding.Severity, finding.Rule, finding.Treatment))
                        .OrderByDescending(group => group.Key.Severity)
                    .Select(group => $"{BarRules.NameOf(group.Key.Rule)} {group.Sum(finding => finding.Count)} "
                        + $"{group.Key.Treatment}"));
                string rolls = string.Concat(read.Rolls.Select(roll => $"; roll {roll}"));
                return Line(name, formats, asked, read.Reports.Sum(report => report.RowsRead), read.Bars.Count,
                    (words.Length == 0 ? "none" : words) + rolls);
            }
            catch (BarDataException error)
            {
                return Line(name, formats, asked, 0, 0, "refused: " + error.Message);
            }
        }
        catch (BarDataException error)
        {
            return Line(name, "no bar text", asked, 0, 0, "refused: " + error.Message);
        }
    }

    private static string Line(string name, string format, string asked, long rows, long kept, string findings) =>
        string.Create(CultureInfo.InvariantCulture,
        $"| {name} | {format} | {asked} | {(rows > 0 ? rows.ToString("N0", CultureInfo.InvariantCulture) : "")} | "
        + $"{(rows > 0 ? kept.ToString("N0", CultureInfo.InvariantCulture) : "")} | {findings.ReplaceLineEndings(" ")} |");

    private static BarInterval IntervalOf(string name) =>
        name.Contains("1s", StringComparison.Ordinal) || name.Contains("second", StringComparison.Ordinal) ? BarInterval.Second
            : BarInterval.Minute;

    private static string PairOf(string name) =>
        name.Replace("_1min", "", StringComparison.Ordinal).Replace("_1s", "", StringComparison.Ordinal);

    private static Instrument InstrumentOf(string name)
    {
        string lower = name.ToLowerInvariant();
        if (lower.Contains("spy", StringComparison.Ordinal))
            return new Instrument("SPY", "SPDR S&P 500", "ARCA", 0.01m, 1, 1, 0, false);
        if (lower.Contains("fesx", StringComparison.Ordinal))
            return new Instrument("FESX", "Euro Stoxx 50 future", "EUREX", 0.5m, 500, 1, 250, false);
        if (lower.StartsWith("gc", StringComparison.Ordinal))
            return new Instrument("GC", "gold future", "COMEX", 0.1m, 1_000, 1, 250, false);
        if (lower.Contains("us", StringComparison.Ordinal))
            return new Instrument("CFD", "index CFD", "Dukascopy", 0.001m, 1, 1, 0, false);
        return lower.Contains("nq", StringComparison.Ordinal) ? Instrument.NQ : Instrument.ES;
    }
}
