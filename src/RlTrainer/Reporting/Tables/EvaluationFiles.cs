using RlTrainer.Evaluation;
using RlTrainer.Files;

namespace RlTrainer.Reporting;

/// <summary>Writes everything about an evaluation into one folder.</summary>
internal static class EvaluationFiles
{
    /// <summary>
    /// Writes report.html, metrics.csv, metrics.json, trades.csv, fills.csv, protections.csv, accounts.csv, days.csv, equity.csv
    /// and comparison.csv; each whole or not at all. Columns and units stand in src/evaluation-files.md. Returns their
    /// paths, the report first.
    /// </summary>
    /// <exception cref="IOException">A file cannot be written; the message names it.</exception>
    public static IReadOnlyList<string> Write(string folder, ReportContent content)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(content);
        PolicyEvaluation subject = content.Comparison.Policies[0];
        (string Name, string Text)[] files =
        [
            ("report.html", HtmlReport.Of(content)),
            ("metrics.csv", EvaluationCsv.Metrics(subject)),
            ("metrics.json", EvaluationJson.Of(subject, content.Funded)),
            ("trades.csv", EvaluationCsv.Trades(subject)),
            ("fills.csv", LedgerCsv.Fills(subject)),
            ("protections.csv", LedgerCsv.Protections(subject)),
            ("accounts.csv", LedgerCsv.Accounts(subject)),
            ("days.csv", EvaluationCsv.Days(subject)),
            ("equity.csv", EvaluationCsv.Equity(subject)),
            ("comparison.csv", EvaluationCsv.Comparison(content.Comparison)),
        ];
        foreach ((string name, string text) in files) AtomicFile.WriteText(Path.Combine(folder, name), text);
        return [.. files.Select(file => Path.Combine(folder, file.Name))];
    }
}
