using System.CommandLine;
using System.Globalization;
using RlTrainer.Reporting;
using RlTrainer.Runs;
using RlTrainer.Sweeps;

namespace RlTrainer.Cli.Sweeps;

/// <summary>rltrainer sweep status: what the files say of every trial, and what Slurm says.</summary>
internal static class SweepStatus
{
    public static int Show(ParseResult parsed)
    {
        SweepFolder folder = SweepCommand.FolderOf(parsed);
        Sweep sweep = folder.Read();
        Dictionary<int, string> queue = Queue(sweep);
        string[][] rows = [.. sweep.Trials.Select(trial => Row(folder, trial, queue))];
        Terminal.Table("trials", ["trial", "seed", "state", "steps", "attempts", "settings", "reason"], rows);
        int open = folder.Open(sweep).Count;
        Terminal.Note(string.Create(
            CultureInfo.InvariantCulture, $"{sweep.Trials.Count - open} of {sweep.Trials.Count} trials are done"));
        return open == 0 ? ExitCode.Success : ExitCode.Findings;
    }

    private static string[] Row(SweepFolder folder, SweepTrial trial, Dictionary<int, string> queue)
    {
        RunFolder run = folder.Run(trial.Index);
        int attempts = File.Exists(folder.Attempts(trial.Index)) ? File.ReadLines(folder.Attempts(trial.Index)).Count() : 0;
        TrialFailure? failure = folder.Failure(trial.Index);
        RunEntry? entry = run.IsTaken ? RunEntry.Read("", run) : null;
        string state = File.Exists(folder.Result(trial.Index)) ? "done"
            : queue.TryGetValue(trial.Index, out string? slurm) ? $"slurm: {slurm}"
            : entry?.Progress == RunProgress.Running ? "running"
            : failure is not null ? "failed"
            : entry is not null ? "unfinished" : "not begun";
        return
        [
            trial.Index.ToString(CultureInfo.InvariantCulture), trial.Config.Seed.ToString(CultureInfo.InvariantCulture), state,
            NumberText.Number(entry?.Summary?.Steps ?? entry?.LastCheckpointSteps ?? 0, 0),
            attempts.ToString(CultureInfo.InvariantCulture), trial.Words, failure?.Words ?? "",
        ];
    }

    /// <summary>[trial] Slurm's word for it; empty where there is no Slurm or no such job.</summary>
    private static Dictionary<int, string> Queue(Sweep sweep)
    {
        var states = new Dictionary<int, string>();
        foreach (string line in Doctor.Probe.Lines(
            "squeue", "--noheader", "--array", $"--name=rltrainer-{sweep.Name}", "--format=%K %T"))
        {
            string[] parts = line.Split(' ', 2);
            if (parts.Length == 2 && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out int index))
                states[index] = parts[1].ToLowerInvariant();
        }
        return states;
    }
}
