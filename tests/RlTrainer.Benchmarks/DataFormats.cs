using System.Globalization;
using System.Text;
using RlTrainer.Columnar;
using RlTrainer.Data;
using RlTrainer.Market;

namespace RlTrainer.Benchmarks;

/// <summary>
/// What every file of some folders is read as: its format, what it asks, rows and findings, or why it is refused. Where a file
/// asks for a fact, the first reading of the question is taken, and the table says so. Files of minutes
/// and of seconds of one name are reconciled. With a page, the table is written between its marks.
/// </summary>
internal static class DataFormats
{
    private const string Begin = "<!-- real exports: begin -->\n", End = "<!-- real exports: end -->\n";
    private const int MostQuestions = 4, LongestRefusal = 160;
    private static readonly Dictionary<string, BarSeries> Minutes = [], Seconds = [];

    public static int Print(TextWriter output, string[] arguments)
    {
        string? page = Array.IndexOf(arguments, "--page") is int at and >= 0 ? arguments.ElementAtOrDefault(at + 1) : null;
        string[] folders = [.. arguments.Where(argument => argument != "--page" && argument != page)];
        if (folders.Length == 0)
        {
            output.WriteLine("Name the folders: formats FOLDER FOLDER [--page data/README.md]");
            return 2;
        }
        string table = TableOf(folders);
        output.Write(table);
        if (page is null) return 0;
        string text = File.ReadAllText(page);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal), end = text.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
        {
            output.WriteLine($"{page} has no lines '{Begin.Trim()}' and '{End.Trim()}'.");
            return 2;
        }
        File.WriteAllText(page, string.Concat(text.AsSpan(0, begin + Begin.Length), "\n", table, text.AsSpan(end)));
        return 0;
    }

    private static string TableOf(string[] folders)
    {
        var table = new StringBuilder(
            "| file | read as | asks for, answered by | rows | bars | findings |\n|---|---|---|---|---|---|\n");
        foreach (string folder in folders)
            foreach (string file in Directory.GetFiles(folder)
                .Where(file => !file.EndsWith(".md", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal))
                table.Append(Row(file)).Append('\n');
        table.Append('\n');
        foreach ((string name, BarSeries minutes) in Minutes.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            if (Seconds.TryGetValue(name, out BarSeries? seconds))
                table.Append(CultureInfo.InvariantCulture, $"{name}: {SecondsCheck.Of(minutes, seconds)}\n\n");
        return table.ToString();
    }

    private static string Row(string file)
    {
        string name = Path.GetFileName(file);
        var asked = new List<string>();
        var options = new ImportOptions
        {
            FrontByVolume = true,
            Interval = IntervalOf(name),
            Aggregate = name.Contains("trades", StringComparison.Ordinal),
            Formats = ColumnarFormats.All,
        };
        while (true)
            try
            {
                ImportResult read = BarImport.Run([file], null, InstrumentOf(name), options);
                (options.Interval == BarInterval.Minute ? Minutes : Seconds)[PairOf(name)] = read.Bars;
                string words = string.Join("; ", read.Reports.SelectMany(report => report.Findings)
                    .GroupBy(finding => (finding.Severity, finding.Rule, finding.Treatment))
                    .OrderByDescending(group => group.Key.Severity).Select(group =>
                        $"{BarRules.NameOf(group.Key.Rule)} {group.Sum(finding => finding.Count)} {group.Key.Treatment}"));
                string rolls = string.Concat(read.Rolls.Select(roll => $"; roll {roll}"));
                return Line(name, string.Join(", ", read.Reports.Select(report => report.Format).Distinct()),
                    string.Join("; ", asked), read.Reports.Sum(report => report.RowsRead), read.Bars.Count,
                    (words.Length == 0 ? "none" : words) + rolls);
            }
            catch (BarQuestionException question) when (asked.Count < MostQuestions)
            {
                LayoutReading first = question.Question.Readings[0];
                options = options.With(first);
                asked.Add($"{question.Question.Fact}: `{first.Choice}`"
                    + (question.Question.Recommended is null ? $" (one of {question.Question.Readings.Count})"
                        : ", the only one without a bar outside hours"));
            }
            catch (BarDataException error)
            {
                return Line(name, "", string.Join("; ", asked), 0, 0, $"refused: {Shortened(error.Message)}");
            }
    }

    private static string Shortened(string message) => message.ReplaceLineEndings(" ") is { Length: > LongestRefusal } words
        ? string.Concat(words.AsSpan(0, words.LastIndexOf(' ', LongestRefusal)), " …") : message;

    private static string Line(string name, string format, string asked, long rows, long kept, string findings) =>
        string.Create(CultureInfo.InvariantCulture,
        $"| {name} | {format} | {asked} | {(rows > 0 ? rows.ToString("N0", CultureInfo.InvariantCulture) : "")} | "
        + $"{(rows > 0 ? kept.ToString("N0", CultureInfo.InvariantCulture) : "")} | "
        + $"{findings.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal)} |");

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
