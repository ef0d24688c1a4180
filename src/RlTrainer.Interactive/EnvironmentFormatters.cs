using System.Globalization;
using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Policies;
using RlTrainer.Reporting;

namespace RlTrainer.Interactive;

/// <summary>An account at one moment, and the reward-hacking audit, as tables.</summary>
internal static class EnvironmentFormatters
{
    private const string Bad = "#e76f51", Doubtful = "#e9c46a", Good = "#2a9d8f", Fact = "#4895ef";

    public static void Register()
    {
        Formatters.Add<IEnumerable<ExploiterScore>>(
            (Formatters.Html, ScoreTable), (Formatters.Plain, scores => string.Join("\n", scores)));
        Formatters.Add<AccountSnapshot>((Formatters.Html, SnapshotTable), (Formatters.Plain, at => at.ToString()));
    }

    private static string ScoreTable(IEnumerable<ExploiterScore> scores)
    {
        var table = new HtmlTable(
            "reward-hacking audit: mean reward and profit of an episode", "market", "guard off", "policy", "reward", "net",
            "beats the trend follower");
        foreach (ExploiterScore score in scores)
        {
            bool isBad = score.BeatsTrendFollower && score.Guard == RewardHackingAudit.AllOn;
            table.AccentRow(
                isBad ? Bad : score.BeatsTrendFollower ? Doubtful : score.IsExploiter ? Good : Fact, score.Market,
                score.Guard == RewardHackingAudit.AllOn ? "none" : score.Guard, score.Policy,
                NumberText.Number(score.MeanReward), NumberText.Dollars(score.MeanNetUsd),
                score.BeatsTrendFollower ? "yes" : "");
        }
        return table.ToString();
    }

    private static string SnapshotTable(AccountSnapshot at)
    {
        var table = new HtmlTable($"account {at.Account.Number} at the close of bar {Count(at.Bar)}")
            .Row("position", at.Account.IsFlat ? "flat"
                : $"{at.Account.Side} {Count(at.Account.Contracts)}{(at.Account.IsMicro ? " micros" : "")}, stop "
                    + $"{Count(at.StopTicks)}, target "
                    + $"{Count(at.TargetTicks)} ticks")
            .Row("equity", Dollars(at.EquityCents)).Row("balance", Dollars(at.Account.BalanceCents))
            .Row("drawdown threshold",
                $"{Dollars(at.ThresholdCents)}, {Dollars(at.EquityCents - at.ThresholdCents)} below equity")
            .Row("day so far", Dollars(at.DayPnlCents)
                + (at.Standing.Day == DayStatus.Paused ? ", the day limit was reached: no entries" : ""))
            .Row("an entry now", at.EntryContracts > 0
                ? $"{Count(at.EntryContracts)} {(at.EntersMicros ? "micro" : "contract")}(s)"
                : "masked");
        return (at.End == EpisodeEnd.None ? table
            : table.Row("the day", at.End == EpisodeEnd.Terminated ? "over: terminated" : "over: flat time")).ToString();
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Dollars(long cents)
    {
        string text = NumberText.Number(cents / 100.0);
        return text.StartsWith('−') ? "−$" + text[1..] : "$" + text;
    }
}
