using System.Globalization;
using System.Text;
using RlTrainer.Values;

namespace RlTrainer.Audit;

/// <summary>What the auditor found. A violation is a defect: a rule was not enforced, or the books differ. A breach is an
/// outcome.</summary>
/// <param name="Violations">Defects, in time order.</param>
/// <param name="Breaches">Limits reached and enforced: drawdown, daily
/// limit, time limit; targets reached and accounts passed.</param>
/// <param name="Closest">For each rule with a distance, the moment it came closest to its limit.</param>
/// <param name="RulesOff">Rules that the programme does not have.</param>
/// <param name="AccountCount">Accounts audited.</param>
/// <param name="FillCount">Fills audited.</param>
/// <param name="BarCount">Bars replayed.</param>
public sealed record AuditReport(
    IReadOnlyList<AuditLine> Violations, IReadOnlyList<AuditLine> Breaches, IReadOnlyList<AuditLine> Closest,
    IReadOnlyList<string> RulesOff,
    int AccountCount, int FillCount, int BarCount)
{
    /// <summary>No defect was found.</summary>
    public bool IsClean => Violations.Count == 0;

    /// <summary>Rules of the programme that were recomputed and compared; fills, costs and books always are.</summary>
    public IReadOnlyList<string> RulesChecked { get; init; } = [];

    /// <summary>Rules of the programme that nobody checked: defined in code without the auditor's half.</summary>
    public IReadOnlyList<string> RulesUnchecked { get; init; } = [];

    /// <summary>The finding in two sentences: whether a rule was violated, and which rules were checked at all.</summary>
    public string Headline => !IsClean
        ? $"{Violations.Count} violation(s); the first: {Violations[0]}"
        : $"No violation. Checked: {string.Join(", ", RulesChecked)}."
            + $"{(RulesUnchecked.Count > 0 ? $" NOT checked: {string.Join(", ", RulesUnchecked)}." : "")}"
            + $"{(RulesOff.Count > 0 ? $" The programme has no {string.Join(", no ", RulesOff)}." : "")}";

    /// <summary>The whole report as text: the headline, then a table with
    /// one line a finding: rule, time, value, limit, margin.</summary>
    /// <param name="mostLines">At most so many lines of each kind; the rest is counted.</param>
    /// <returns>The text, lines ended by line feeds.</returns>
    public string ToText(int mostLines = int.MaxValue)
    {
        var text = new StringBuilder().Append(Headline).Append('\n');
        text.Append(CultureInfo.InvariantCulture,
            $"{AccountCount} account(s), {FillCount} fills, {BarCount} bars replayed from bars, rules, fills and stop log "
            + $"alone.\n");
        if (Violations.Count + Breaches.Count + Closest.Count == 0) return text.ToString();
        string[] header = ["finding", "rule", "account", "New York time", "value", "limit", "margin", "what"];
        List<string[]> rows =
            [header, .. Rows("VIOLATION", Violations.Take(mostLines)), .. Rows("reached", Breaches.Take(mostLines)),
                .. Rows("closest", Closest)];
        int[] widths = [.. Enumerable.Range(0, header.Length).Select(column => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
            text.Append(string.Join(
                "  ", row.Select((cell, column) => column is 2 or 4 or 5 or 6 ? cell.PadLeft(widths[column])
                    : cell.PadRight(widths[column]))).TrimEnd()).Append('\n');
        int left = Math.Max(0, Violations.Count - mostLines) + Math.Max(0, Breaches.Count - mostLines);
        if (left > 0) text.Append(CultureInfo.InvariantCulture, $"… and {left} more\n");
        return text.ToString();
    }

    private static IEnumerable<string[]> Rows(string kind, IEnumerable<AuditLine> lines) => lines.Select(line => new[]
    {
        kind, line.Rule.ToString(), line.AccountNumber.ToString(CultureInfo.InvariantCulture), line.TimeText, line.ValueText,
        line.LimitText, line.MarginText, line.Text,
    });

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
