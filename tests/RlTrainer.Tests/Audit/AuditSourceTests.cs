using System.Text.RegularExpressions;
using RlTrainer.Tests.Architecture;

namespace RlTrainer.Tests.Audit;

/// <summary>The auditor shares no account, cost, fill-model or rule-logic
/// code with what it audits: rule data and fills only.</summary>
public sealed partial class AuditSourceTests
{
    [Fact]
    public void The_audit_floor_uses_no_account_cost_fill_model_or_rule_logic()
    {
        var uses = new List<string>();
        foreach (string file in Repository.SourceFiles("src/RlTrainer/Audit"))
            foreach (Match match in Banned()
                .Matches(string.Join(
                    '\n', File.ReadLines(file).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)))))
                uses.Add($"{Repository.Relative(file)}: {match.Value}");
        Assert.Empty(uses);
        Assert.True(Repository.SourceFiles("src/RlTrainer/Audit").Count() >= 5, "the audit floor was not found");
    }

    [GeneratedRegex(@"\bnew Account\b|\bAccount\.|\bCosts\b|\bFillModel\b|\bStanding\b|\bVerdict\b|"
        + @"\bRejudg\w*|\.ThresholdCents\(|\.Limit\(|\.Allows\(|\bRiskCents\b|\bEntrySizing\b|\bRlTrainer\.Environments\b")]
    private static partial Regex Banned();
}
