using RlTrainer.Compliance;
using RlTrainer.Evaluation;
using RlTrainer.Trading;

namespace RlTrainer.Reporting;

/// <summary>The report's opening: what the accounts lived through, before any figure that adds them all up.</summary>
internal static class LivesSection
{
    public static void Write(HtmlText html, ReportContent content)
    {
        PolicyEvaluation subject = content.Subject;
        html.Element("h2", "What the accounts lived through");
        html.Element("p", InWords(subject.Journal.Accounts), "lead");
        if (subject.Journal.Accounts.Count > 1)
            html.Element("p", $"One account trades at a time; after its end a fresh one of "
                + $"{NumberText.Dollars(subject.Metrics.StartCents / 100.0)} begins. "
                + $"{AddsUp(subject.Rules)} See each account's end under \"How the accounts ended\".", "soft");
        if (subject.Journal.Equity.Count > 0)
            html.Figure(LivesChart.Of("Each account from its start to its end", subject.Bars, subject.Journal));
    }

    /// <summary>"13 accounts, one after another: 7 passed, 1 breached its drawdown, 4 ran out of room, 1 was open when the data
    /// ended."</summary>
    public static string InWords(IReadOnlyList<AccountEnd> accounts)
    {
        if (accounts.Count == 0) return "No account was opened: there was no bar to trade on.";
        string fates = string.Join(
            ", ", accounts.GroupBy(FateOf).OrderBy(group => group.Key).Select(group => InWords(group.Key, group.Count())));
        return accounts.Count == 1 ? $"One account: it {fates[2..]}." : $"{accounts.Count} accounts, one after another: {fates}.";
    }

    /// <summary>How an account's life ended.</summary>
    public static AccountFate FateOf(AccountEnd account) => account.Outcome switch
    {
        AccountOutcome.Passed => AccountFate.Passed,
        AccountOutcome.Breached => AccountFate.Breached,
        AccountOutcome.TimedOut => AccountFate.OutOfTime,
        AccountOutcome.Closed => AccountFate.ClosedByRule,
        _ when account.Reason.StartsWith("too close to the threshold", StringComparison.Ordinal) => AccountFate.OutOfRoom,
        _ => AccountFate.Open,
    };

    private static string InWords(AccountFate fate, int count) =>
        count.ToString(System.Globalization.CultureInfo.InvariantCulture) + " " + fate switch
        {
            AccountFate.Passed => "passed",
            AccountFate.Breached => "breached",
            AccountFate.OutOfTime => "ran out of time",
            AccountFate.ClosedByRule => count == 1 ? "was closed by a rule" : "were closed by a rule",
            AccountFate.OutOfRoom => "ran out of room for a single contract",
            _ => count == 1 ? "was open when the data ended" : "were open when the data ended",
        };

    private static string AddsUp(RuleSet rules) => rules.Drawdown is { AmountCents: > 0 } drawdown
        ? $"Net profit and drawdown below add all accounts up, so a fall may be deeper than the "
            + $"{NumberText.Dollars(drawdown.AmountCents / 100.0)} that one account may lose."
        : "Net profit and drawdown below add all accounts up.";
}
