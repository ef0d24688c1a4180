using System.Globalization;
using System.Text;
using RlTrainer.Files;

namespace RlTrainer.Runs;

/// <summary>
/// Kept results: <c>FOLDER/processor/date.json</c>, and beside them a README with the newest of
/// every processor as a table, so that a slowdown shows. The same table goes into a page between
/// the lines <c>&lt;!-- engine table --&gt;</c> and <c>&lt;!-- end of engine table --&gt;</c>.
/// </summary>
internal static class BenchmarkHistory
{
    private const string Begin = "<!-- engine table -->", End = "<!-- end of engine table -->";

    /// <summary>Keeps a report and writes the table anew.</summary>
    /// <param name="folder">The folder of all results.</param>
    /// <param name="report">With processor and date.</param>
    /// <returns>The file it was kept in.</returns>
    /// <exception cref="ArgumentException">The report was made in quick mode, or names no processor.</exception>
    public static string Keep(string folder, BenchmarkReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(folder);
        if (report.IsQuick) throw new ArgumentException("A quick benchmark is no result to keep; measure without --quick.");
        if (report.Processor.Length == 0 || report.Date.Length == 0)
            throw new ArgumentException("The report names no processor or no date; expected both.");
        string file = Path.Combine(folder, FolderOf(report.Processor), $"{report.Date}.json");
        AtomicFile.WriteText(file, RunJson.Write(report) + "\n");
        AtomicFile.WriteText(
            Path.Combine(folder, "README.md"),
            $"# The engine's speed by processor\n\nWritten by `rltrainer bench --keep`; {Words}\n\n{Table(Newest(folder))}");
        return file;
    }

    /// <summary>Writes the table into a page that has the two lines.</summary>
    /// <param name="page">A Markdown file.</param>
    /// <param name="folder">The folder of all results.</param>
    /// <exception cref="InvalidDataException">The page lacks the lines; the message names them.</exception>
    public static void WriteInto(string page, string folder)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(folder);
        string text = File.ReadAllText(page);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal), end = text.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
            throw new InvalidDataException($"{page} has no lines '{Begin}' and '{End}'; write them where the table belongs.");
        AtomicFile.WriteText(
            page, string.Concat(text.AsSpan(0, begin + Begin.Length), "\n", Table(Newest(folder)), text.AsSpan(end)));
    }

    /// <summary>The newest report of every processor, by the processors' names.</summary>
    /// <param name="folder">The folder of all results.</param>
    /// <returns>One report a processor; empty for an empty folder.</returns>
    public static IReadOnlyList<BenchmarkReport> Newest(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return
        [
            .. Directory.GetDirectories(folder).Order(StringComparer.Ordinal)
                .Select(processor => Directory.GetFiles(processor, "*.json").Order(StringComparer.Ordinal).LastOrDefault())
                .Where(file => file is not null)
                .Select(file => RunJson.Read<BenchmarkReport>(File.ReadAllText(file!), file!)),
        ];
    }

    /// <summary>Shares of the peak as a Markdown table, a column a processor.</summary>
    /// <param name="reports">Reports of the cpu engine.</param>
    /// <returns>The table's text, lines ended by line feeds.</returns>
    public static string Table(IReadOnlyList<BenchmarkReport> reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture,
            $"| fastest / typical | {string.Join(" | ", reports.Select(report => $"{report.Processor}, {report.Date}"))} |\n");
        text.Append(CultureInfo.InvariantCulture, $"|---|{string.Concat(reports.Select(_ => "---|"))}\n");
        text.Append(CultureInfo.InvariantCulture, $"| | {string.Join(" | ", reports.Select(report => report.Machine))} |\n");
        foreach (string row in reports.SelectMany(Cells).Select(cell => cell.Row).Distinct())
        {
            IEnumerable<string> cells =
                reports.Select(report => Cells(report).FirstOrDefault(cell => cell.Row == row).Text ?? "");
            text.Append(CultureInfo.InvariantCulture, $"| {row} | {string.Join(" | ", cells)} |\n");
        }
        return text.ToString();
    }

    private static string Words =>
        "fastest: the 5th percentile of the calls beside the 95th of the peak loop's turns; typical: the median beside the "
        + "median.";

    private static IEnumerable<(string Row, string Text)> Cells(BenchmarkReport report)
    {
        foreach (WorkSpeed row in report.Work)
            yield return (Text($"{row.Work} of {row.Count}, {Threads(row.Threads)}"),
                Text($"{row.FastestShare:P0} / {row.TypicalShare:P0}, {row.SamplesPerSecond:N0} states/s"));
        foreach (EndToEndSpeed row in report.EndToEnd)
            yield return (
                Text($"end to end, {row.Environments} environments, {row.Minibatch}, {Threads(row.Threads ?? 1)}"),
                Text($"{row.FastestShare:P0} / {row.TypicalShare:P0}, {row.StepsPerSecond:N0} steps/s"));
    }

    private static string Threads(int threads) => threads == 1 ? "1 thread" : Text($"{threads} threads");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>The processor's name as a folder's: small letters, digits and single hyphens.</summary>
    private static string FolderOf(string processor) => string.Join(
        '-', new string([.. processor.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
