using System.CommandLine;
using System.Globalization;
using RlTrainer.Environments;
using RlTrainer.Policies;

namespace RlTrainer.Cli;

/// <summary>rltrainer audit rewards | rules.</summary>
internal static class AuditCommand
{
    private static readonly Option<int> Days = new("--days") { Description = "Episodes, one a day, 1 to 1000.", DefaultValueFactory = _ => 40 };

    private static readonly Option<bool> OnlyGuarded = new("--guards-on") { Description = "Show only the rows with every guard on." };

    public static Command Tree()
    {
        var rewards = new Command("rewards", "Let scripted exploiters and a plain trend follower earn the shaped reward (the original's formulas), with each of its guards on and off.") { Days, SharedOptions.Seed, OnlyGuarded };
        rewards.SetAction(Rewards);
        return new Command("audit", "Check what is paid and what is allowed: the reward against exploiters, trading against a programme's rules.") { rewards, AuditRulesCommand.Tree() };
    }

    private static int Rewards(ParseResult parsed)
    {
        int days = parsed.GetValue(Days);
        if (days is < 1 or > 1000) throw new CommandException($"--days was {days}; expected 1 to 1000 (40 is usual).");
        IReadOnlyList<ExploiterScore> scores = RewardHackingAudit.Run(RewardConfig.Shaped, parsed.GetValue(SharedOptions.Seed), days);
        IEnumerable<ExploiterScore> shown = parsed.GetValue(OnlyGuarded) ? scores.Where(score => score.Guard == RewardHackingAudit.AllOn) : scores;
        string[][] rows = [.. shown.Select(score => new[]
        {
            score.Market, score.Guard == RewardHackingAudit.AllOn ? "none" : score.Guard, score.Policy, score.MeanReward.ToString("F2", CultureInfo.InvariantCulture),
            score.MeanNetUsd.ToString("F2", CultureInfo.InvariantCulture), score.BeatsTrendFollower ? "yes" : "",
        })];
        foreach (string line in TextTable.Lines(["market", "guard off", "policy", "reward", "net USD", "beats the trend follower"], rows)) Terminal.Say(line);
        string[] farmed = [.. scores.Where(score => score.Guard == RewardHackingAudit.AllOn && score.BeatsTrendFollower).Select(score => $"{score.Policy} ({score.Market})")];
        string[] idle = [.. scores.GroupBy(score => score.Guard).Where(guard => guard.Key != RewardHackingAudit.AllOn && !guard.Any(score => score.BeatsTrendFollower)).Select(guard => guard.Key)];
        if (farmed.Length == 0) Terminal.Good("With every guard on no exploiter earns more than the trend follower.");
        else Terminal.Fail($"With every guard on the reward can be farmed: {string.Join(", ", farmed)} earn more than the trend follower.");
        if (idle.Length == 0) Terminal.Good("With each guard off one does: every guard matters.");
        else Terminal.Fail($"Nobody gains from switching off {string.Join(", ", idle)}: this audit does not show what the guard is for.");
        return farmed.Length + idle.Length == 0 ? ExitCode.Success : ExitCode.Findings;
    }
}
