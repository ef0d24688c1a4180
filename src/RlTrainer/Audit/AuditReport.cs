using System.Text;

namespace RlTrainer.Audit;

/// <summary>What the auditor found. A violation is a defect: a rule was not enforced, or the books differ. A breach is an outcome.</summary>
/// <param name="Violations">Defects, in time order.</param>
/// <param name="Breaches">Limits reached and enforced: drawdown, daily limit; and targets reached.</param>
/// <param name="Closest">For each rule with a distance, the moment it came closest to its limit.</param>
/// <param name="RulesOff">Rules that the programme does not have.</param>
/// <param name="AccountCount">Accounts audited.</param>
/// <param name="FillCount">Fills audited.</param>
/// <param name="BarCount">Bars replayed.</param>
public sealed record AuditReport(
    IReadOnlyList<AuditLine> Violations, IReadOnlyList<AuditLine> Breaches, IReadOnlyList<AuditLine> Closest, IReadOnlyList<string> RulesOff,
    int AccountCount, int FillCount, int BarCount)
{
    /// <summary>No defect was found.</summary>
    public bool IsClean => Violations.Count == 0;

    /// <summary>The finding in one sentence; "compliant" only when every rule was on and none was violated.</summary>
    public string Headline => !IsClean
        ? $"{Violations.Count} violation(s); the first: {Violations[0]}"
        : RulesOff.Count > 0
            ? $"No violation of the rules that were on; off: {string.Join(", ", RulesOff)}."
            : "Compliant: every rule was on and none was violated.";

    /// <summary>The whole report as text, one line a finding.</summary>
    public string ToText()
    {
        var text = new StringBuilder().Append(Headline).Append('\n');
        text.Append($"{AccountCount} account(s), {FillCount} fills, {BarCount} bars replayed from bars, rules, fills and stop log alone.\n");
        foreach (AuditLine line in Violations) text.Append("VIOLATION ").Append(line).Append('\n');
        foreach (AuditLine line in Breaches) text.Append("outcome ").Append(line).Append('\n');
        foreach (AuditLine line in Closest) text.Append("closest ").Append(line).Append('\n');
        return text.ToString();
    }
}
