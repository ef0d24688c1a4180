using System.Globalization;
using RlTrainer.Data;

namespace RlTrainer.Reporting;

/// <summary>What the checks of a bar file found, in words for a report:
/// one line a rule with its count and its first rows.</summary>
internal static class BarFindingLines
{
    /// <summary>Rows that a line names at most.</summary>
    public const int FirstRows = 3;

    /// <summary>How many rows were read, kept, left out and changed.</summary>
    public static string Summary(ValidationReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        string counts = string.Create(
            CultureInfo.InvariantCulture,
            $"{report.File}, read as {report.Format}: {report.RowsRead:N0} rows, {report.RowsKept:N0} kept, "
            + $"{report.RowsListed:N0} left out, {report.Changed.Count:N0} changes");
        return report.Findings.Count == 0 ? counts + "; nothing was found" : counts;
    }

    /// <summary>One line a finding, errors first. Of rows that were left out or changed the first three lines are named, of
    /// rows that were kept the first.</summary>
    public static IReadOnlyList<string> Of(ValidationReport report, FindingSeverity least = FindingSeverity.Note)
    {
        ArgumentNullException.ThrowIfNull(report);
        return [.. report.Findings.Where(finding => finding.Severity >= least)
            .Select(finding => finding + Next(report, finding))];
    }

    private static string Next(ValidationReport report, BarFinding finding)
    {
        IReadOnlyList<ListedRow> rows = finding.Treatment == "left out" ? report.LeftOut : finding.Treatment == "mended"
            ? report.Changed : [];
        long[] next = [.. rows.Where(row => row.Rule == finding.Rule && row.Line > finding.FirstLine).Take(FirstRows - 1)
            .Select(row => row.Line)];
        return next.Length == 0 ? ""
            : string.Create(CultureInfo.InvariantCulture,
                $"; next at line{(next.Length == 1 ? "" : "s")} {string.Join(", ", next)}");
    }
}
