using RlTrainer.Compliance;
using RlTrainer.Market;
using RlTrainer.Trading;

namespace RlTrainer.Audit;

/// <summary>
/// Recomputes what happened from bars, the calendar facts in them, the instrument table, the rule data, the fill log and the
/// stop log alone, and compares it with what should have happened and with what the journal states, to the cent.
/// </summary>
public static class ComplianceAudit
{
    /// <summary>Audits a whole journal.</summary>
    /// <param name="bars">The minute bars that were traded.</param>
    /// <param name="rules">The programme's rules.</param>
    /// <param name="journal">Its fills and protections are the evidence; its equity points are claims to be checked.</param>
    /// <param name="seconds">The second bars that decided inside the minutes; null without.</param>
    /// <param name="options">What else the auditor must be told; null: the defaults.</param>
    /// <returns>Every violation and breach that was found, and how close the account came to each limit.</returns>
    public static AuditReport Run(
        BarSeries bars, RuleSet rules, TradingJournal journal, BarSeries? seconds = null, AuditOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(bars);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(journal);
        var findings = new AuditFindings(bars);
        var market = new AuditMarket(bars, seconds, rules);
        ILookup<int, Fill> fills = journal.Fills.ToLookup(fill => fill.AccountNumber);
        ILookup<int, EquityPoint> points = journal.Equity.ToLookup(point => point.AccountNumber);
        ILookup<int, ProtectionChange> protections = journal.Protections.ToLookup(change => change.AccountNumber);
        int[] numbers = [.. fills.Select(group => group.Key).Union(points.Select(group => group.Key)).Order()];
        int barCount = 0;
        foreach (int number in numbers)
        {
            var account = new AuditedAccount(number, bars.Instrument, rules, options ?? new AuditOptions());
            var replay = new AuditReplay(market, rules, findings, account, options ?? new AuditOptions());
            barCount += replay.Run([.. fills[number]], [.. protections[number]], [.. points[number]]);
            foreach (AccountEnd claim in journal.Accounts.Where(end => end.AccountNumber == number))
                replay.CompareEnd(claim, points[number + 1].Select(point => point.BarIndex).FirstOrDefault(-1));
        }
        IReadOnlyList<AuditLine> violations = [.. findings.Violations.OrderBy(line => line.Bar)];
        return new AuditReport(
            violations, findings.Outcomes, findings.Closest, [.. RulesOff(rules)], numbers.Length, journal.Fills.Count, barCount)
        {
            RulesChecked = [.. RulesOn(rules)],
            RulesUnchecked = [.. AuditedRules.Unchecked(rules)],
        };
    }

    private static IEnumerable<string> RulesOn(RuleSet rules)
    {
        yield return "contract limit";
        yield return "flat time";
        yield return "drawdown";
        foreach ((string name, bool isOn) in Optional(rules))
            if (isOn) yield return name;
        string[] without = [.. AuditedRules.Unchecked(rules)];
        foreach (string own in rules.AllEntryRules().Select(rule => rule.Name)
            .Concat(rules.AllAccountRules().Select(rule => rule.Name)).Except(without)) yield return own;
    }

    private static IEnumerable<string> RulesOff(RuleSet rules) =>
        Optional(rules).Where(rule => !rule.IsOn).Select(rule => rule.Name);

    private static IEnumerable<(string Name, bool IsOn)> Optional(RuleSet rules) =>
    [
        ("daily loss limit", rules.DailyLoss is not null), ("profit target", rules.Stage == AccountStage.Evaluation),
        ("minimum days", rules.MinimumDays > 0),
        ("consistency", rules.Consistency is not null), ("time limit", rules.TimeLimitDays is not null),
    ];
}
