using RlTrainer.Compliance;
using RlTrainer.Evaluation;
using RlTrainer.Trading;

namespace RlTrainer.Reporting;

/// <summary>How each account ended, and what risk and rules did to entries.</summary>
internal static class AccountsSection
{
    private const int MostAccounts = 20;

    public static void Write(HtmlText html, ReportContent content)
    {
        PolicyEvaluation subject = content.Subject;
        List<AccountEnd> accounts = subject.Journal.Accounts;
        html.Element("h2", "How the accounts ended");
        html.Element("p", $"{NumberText.Number(accounts.Count, 0)} {(accounts.Count == 1 ? "account was" : "accounts were")} "
            + $"used: "
            + string.Join(", ", accounts.GroupBy(account => account.Reason).OrderByDescending(group => group.Count())
                .Select(group => $"{group.Count()} {group.Key}")) + ".");
        html.Element("p", $"Under these rules passing takes {PassConditions.InWords(subject.Rules)}.", "soft");
        html.Table(
            ["Account", "First bar", "Last bar", "Equity at the end", "Outcome", "Why it ended"],
            accounts.Take(MostAccounts).Select(account => new[]
            {
                NumberText.Number(account.AccountNumber, 0), BarTime.Short(subject.Bars, account.FirstBar),
                BarTime.Short(subject.Bars, account.LastBar),
                NumberText.Dollars(account.EquityCents / 100.0), Word(account.Outcome, subject.Rules), account.Reason,
            }), 1, 2, 4, 5);
        if (accounts.Count > MostAccounts)
            html.Element("p", $"The first {MostAccounts} of {accounts.Count} accounts.", "soft small");
        if (subject.Journal.EntryAdjustments.Count == 0) return;
        html.Element("h3", "Where risk or rules left no room for an entry, or made it smaller");
        html.Table(["What happened", "Bars"],
            subject.Journal.EntryAdjustments.OrderByDescending(pair => pair.Value)
                .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new[] { pair.Key, NumberText.Number(pair.Value, 0) }));
    }

    private static string Word(AccountOutcome outcome, RuleSet rules) => outcome switch
    {
        AccountOutcome.Passed => "passed",
        AccountOutcome.Breached => "breached",
        AccountOutcome.TimedOut => "out of time",
        AccountOutcome.Closed => "closed",
        _ => rules.Stage == AccountStage.Funded ? "funded: no target" : "undecided",
    };
}
