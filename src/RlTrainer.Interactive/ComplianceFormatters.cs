using System.Globalization;
using RlTrainer.Audit;
using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Policies;
using RlTrainer.Reporting;

namespace RlTrainer.Interactive;

/// <summary>Accounts, audits, judgements and exploiters as tables.</summary>
internal static class ComplianceFormatters
{
    private const string Html = "text/html", Plain = "text/plain";
    private const string Bad = "#e76f51", Doubtful = "#e9c46a", Good = "#2a9d8f", Fact = "#4895ef";
    private const int Most = 25;

    public static void Register()
    {
        Formatters.Add<AuditReport>((Html, ReportTable), (Plain, report => report.ToText(Most)));
        Formatters.Add<IEnumerable<ExploiterScore>>((Html, ScoreTable), (Plain, scores => string.Join("\n", scores)));
        Formatters.Add<IEnumerable<Rejudgement>>((Html, JudgementTable), (Plain, judged => string.Join("\n", judged)));
        Formatters.Add<AccountSnapshot>((Html, SnapshotTable), (Plain, at => at.ToString()));
    }

    private static string ReportTable(AuditReport report)
    {
        var table = new HtmlTable(
            $"{report.Headline} {Count(report.AccountCount)} account(s), {Count(report.FillCount)} fills and {Count(report.BarCount)} bars recomputed.",
            "finding", "rule", "account", "New York time", "value", "limit", "margin", "what");
        foreach (AuditLine line in report.Violations.Take(Most)) Row(table, Bad, "violation", line);
        foreach (AuditLine line in report.Breaches.Take(Most)) Row(table, Doubtful, "reached", line);
        foreach (AuditLine line in report.Closest) Row(table, Fact, "closest", line);
        int left = Math.Max(0, report.Violations.Count - Most) + Math.Max(0, report.Breaches.Count - Most);
        if (left > 0) table.Row($"… and {Count(left)} more");
        return table.ToString();
    }

    private static void Row(HtmlTable table, string colour, string kind, AuditLine line) => table.AccentRow(
        colour, kind, line.Rule.ToString(), Count(line.AccountNumber), line.TimeText, line.ValueText, line.LimitText, line.MarginText, line.Text);

    private static string ScoreTable(IEnumerable<ExploiterScore> scores)
    {
        var table = new HtmlTable("reward-hacking audit: mean reward and profit of an episode", "market", "guard off", "policy", "reward", "net", "beats the trend follower");
        foreach (ExploiterScore score in scores)
        {
            bool isBad = score.BeatsTrendFollower && score.Guard == RewardHackingAudit.AllOn;
            table.AccentRow(
                isBad ? Bad : score.BeatsTrendFollower ? Doubtful : score.IsExploiter ? Good : Fact, score.Market,
                score.Guard == RewardHackingAudit.AllOn ? "none" : score.Guard, score.Policy, NumberText.Number(score.MeanReward), NumberText.Dollars(score.MeanNetUsd),
                score.BeatsTrendFollower ? "yes" : "");
        }
        return table.ToString();
    }

    private static string JudgementTable(IEnumerable<Rejudgement> judgements)
    {
        var table = new HtmlTable("the same trades on one fresh account", "preset", "outcome", "equity", "threshold", "trades", "best day", "why");
        foreach (Rejudgement judged in judgements)
            table.AccentRow(
                judged.Outcome switch { RejudgedOutcome.Passed => Good, RejudgedOutcome.Undecided => Fact, _ => Bad }, judged.Preset, judged.Outcome.ToString(),
                Dollars(judged.EquityCents), Dollars(judged.ThresholdCents), Count(judged.TradesCounted) + (judged.TradesRefused > 0 ? $", {Count(judged.TradesRefused)} refused" : ""),
                judged.BestDayShare == 0 ? "–" : NumberText.Share(judged.BestDayShare), judged.Reason);
        return table.ToString();
    }

    private static string SnapshotTable(AccountSnapshot at)
    {
        var table = new HtmlTable($"account {at.Account.Number} at the close of bar {Count(at.Bar)}")
            .Row("position", at.Account.IsFlat ? "flat" : $"{at.Account.Side} {Count(at.Account.Contracts)}, stop {Count(at.StopTicks)}, target {Count(at.TargetTicks)} ticks")
            .Row("equity", Dollars(at.EquityCents)).Row("balance", Dollars(at.Account.BalanceCents))
            .Row("drawdown threshold", $"{Dollars(at.ThresholdCents)}, {Dollars(at.EquityCents - at.ThresholdCents)} below equity")
            .Row("day so far", Dollars(at.DayPnlCents) + (at.Standing.Day == DayStatus.Paused ? ", the day limit was reached: no entries" : ""))
            .Row("an entry now", at.EntryContracts > 0 ? $"{Count(at.EntryContracts)} contract(s)" : "masked");
        return (at.End == EpisodeEnd.None ? table : table.Row("the day", at.End == EpisodeEnd.Terminated ? "over: terminated" : "over: flat time")).ToString();
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Dollars(long cents)
    {
        string text = NumberText.Number(cents / 100.0);
        return text.StartsWith('−') ? "−$" + text[1..] : "$" + text;
    }
}
