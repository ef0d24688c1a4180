using System.CommandLine;
using System.Globalization;
using RlTrainer.Environments;
using RlTrainer.Policies;

namespace RlTrainer.Cli;

/// <summary>rltrainer audit rewards | rules.</summary>
internal static class AuditCommand
{
    private static readonly Option<int> Days = new("--days")
    {
        Description = "Episodes, one a day, 1 to 1000.",
        DefaultValueFactory = _ => 40,
    };

    private static readonly Option<string> Reward = new("--reward")
    {
        Description = $"Which reward: {string.Join(", ", RewardConfig.All.Select(known => known.Name))}; ordered is what "
            + $"trainings use.",
        DefaultValueFactory = _ => "ordered",
    };

    private static readonly Option<int> Phase = new("--phase")
    {
        Description = "With the actions of phase 1 or 2.",
        DefaultValueFactory = _ => 2,
    };

    private static readonly Option<bool> OnlyGuarded = new("--guards-on")
    {
        Description = "Show only the rows with every guard on.",
    };

    public static Command Tree()
    {
        var rewards = new Command(
            "rewards", "Let scripted exploiters and a plain trend follower earn a reward, with each of its guards on and off: "
                + "nobody may be paid more for earning less.")
        {
            Reward, Phase, Days, SharedOptions.Seed, OnlyGuarded,
        };
        rewards.SetAction(Rewards);
        return new Command("audit",
            "Check what is paid and what is allowed: the reward against exploiters, trading against a programme's "
            + "rules.") { rewards, AuditRulesCommand.Tree() };
    }

    private static int Rewards(ParseResult parsed)
    {
        int days = parsed.GetValue(Days);
        if (days is < 1 or > 1000) throw new CommandException($"--days was {days}; expected 1 to 1000 (40 is usual).");
        if (parsed.GetValue(Phase) is not (1 or 2)) throw new CommandException(
            $"--phase was {parsed.GetValue(Phase)}; expected 1 or 2.");
        ActionSet actions = parsed.GetValue(Phase) == 1 ? ActionSet.Phase1 : ActionSet.Phase2;
        var reward = RewardConfig.Named(parsed.GetValue(Reward)!);
        IReadOnlyList<ExploiterScore> scores = RewardHackingAudit.Run(reward, parsed.GetValue(SharedOptions.Seed), days, actions);
        IEnumerable<ExploiterScore> shown = parsed.GetValue(OnlyGuarded)
            ? scores.Where(score => score.Guard == RewardHackingAudit.AllOn) : scores;
        string[][] rows = [.. shown.Select(score => new[]
        {
            score.Market, score.Guard == RewardHackingAudit.AllOn ? "none" : score.Guard, score.Policy,
            score.MeanReward.ToString("F2", CultureInfo.InvariantCulture),
            score.MeanNetUsd.ToString("F2", CultureInfo.InvariantCulture),
            !score.BeatsTrendFollower ? "" : score.IsPaidForLess ? "yes, earning less" : "yes, earning more",
        })];
        Terminal.Table("scores", ["market", "guard off", "policy", "reward", "net USD", "beats the trend follower"], rows);
        string[] farmed = Named(scores.Where(score => score.Guard == RewardHackingAudit.AllOn && score.IsPaidForLess));
        string[] richer = Named(scores.Where(score => score.Guard == RewardHackingAudit.AllOn && score.BeatsTrendFollower
            && !score.IsPaidForLess));
        if (farmed.Length == 0) Terminal.Good(
            "With every guard on nobody is paid more than the trend follower for earning less.");
        else Terminal.Fail($"With every guard on the reward can be farmed: {string.Join(", ", farmed)} earn less than the trend "
            + $"follower and are paid more.");
        if (richer.Length > 0) Terminal.Note($"Paid more because they earned more: {string.Join(", ", richer)}.");
        string[] idle = [.. scores.GroupBy(score => score.Guard)
            .Where(guard => guard.Key != RewardHackingAudit.AllOn && !guard.Any(score => score.IsPaidForLess))
                .Select(guard => guard.Key)];
        Terminal.Note(idle.Length == 0 ? "With each guard off somebody is: every guard matters."
            : $"With {string.Join(", ", idle)} off nobody is either: with this reward and these actions they guard nothing that "
                + $"this audit shows.");
        return farmed.Length == 0 ? ExitCode.Success : ExitCode.Findings;
    }

    private static string[] Named(IEnumerable<ExploiterScore> scores) =>
        [.. scores.Select(score => $"{score.Policy} ({score.Market})")];
}
