using Microsoft.DotNet.Interactive.Formatting;
using RlTrainer.Audit;
using RlTrainer.Compliance;
using RlTrainer.Interactive;
using RlTrainer.Policies;

namespace RlTrainer.Notebooks.Tests.Interactive;

public sealed class EnvironmentFormatterTests
{
    public EnvironmentFormatterTests() => Formatters.Register();

    [Fact]
    public void An_audit_is_a_table_with_value_limit_and_margin_in_their_units()
    {
        var line = new AuditLine(
            AuditRule.Drawdown, AuditUnit.Money, 1, 3, 1_704_726_180, 1_704_708_180, 4_848_500, 4_950_000,
            "The drawdown threshold was breached.");
        var report = new AuditReport([], [line], [], [], 1, 2, 4);
        string html = report.ToDisplayString("text/html");
        foreach (string cell in new[] { "2024-01-08 10:03", "$48,485.00", "$49,500.00", "-$1,015.00", "reached",
            "The drawdown threshold was breached." })
            Assert.Contains($">{cell}</td>", html, StringComparison.Ordinal);
        Assert.Contains("No violation. Checked:", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Exploiters_are_a_table_whatever_list_they_come_in()
    {
        var scores = new List<ExploiterScore>
        {
            new("NQ, balanced", RewardHackingAudit.AllOn, "churner", -2.443, -959.25, true, false),
        };
        Formatters.Prepare(scores.GetType());
        string html = scores.ToDisplayString("text/html");
        Assert.Contains(">−2.44</td>", html, StringComparison.Ordinal);
        Assert.Contains(">none</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_set_says_when_its_day_begins_and_where_its_threshold_stops()
    {
        string html = RulePresets.ApexEndOfDay.ToDisplayString("text/html");
        Assert.Contains("18:00 New York; half days join the next day", html, StringComparison.Ordinal);
        Assert.Contains("$2,000 below the highest end-of-day balance, checked at every moment", html, StringComparison.Ordinal);
        Assert.Contains("at $53,000, once the peak is $55,000", html, StringComparison.Ordinal);
    }
}
