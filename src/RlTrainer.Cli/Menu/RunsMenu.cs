using RlTrainer.Cli.Configuration;
using RlTrainer.Runs;

namespace RlTrainer.Cli.Menu;

/// <summary>What was trained: judge it, go on with it, compare, export.</summary>
internal sealed class RunsMenu(Workplace workplace)
{
    /// <summary>Judging a trained model. The command's words; null for back.</summary>
    public string[]? Judging()
    {
        RunEntry[] runs = [.. All().Where(run => File.Exists(run.Folder.Best))];
        if (runs.Length == 0)
        {
            Terminal.Fail("There is no trained model yet; train one first, as a test it takes seconds.");
            return null;
        }
        return Choice.Of("Evaluation",
        [
            new("report", "its best model on held-out days: figures, charts, audit"),
            new("gate", "is there an edge at all? asks for 500 validation days"),
            new("counterfactuals left out", "the same report in a fraction of the time"),
            new("export", "the model as ONNX, for other programs"),
        ]) switch
        {
            0 => Of("Run to judge", runs, name => ["evaluate", name]),
            1 => Of("Run to judge", runs, name => ["gate", name]),
            2 => Of("Run to judge", runs, name => ["evaluate", name, "--quick"]),
            3 => Of("Run to export", runs, name => ["export", "onnx", name]),
            _ => null,
        };
    }

    /// <summary>Looking at runs. The command's words; null for back.</summary>
    public string[]? Looking()
    {
        if (Choice.Of("Runs",
            [
                new("list", "all runs with their state and what came out"),
                new("show", "one run: what it was made of, how it ended, the end of its log"),
                new("compare", "results, differing keys and curves of several, as a page"),
                new("resume", "go on with one that was interrupted"),
                new("prune", "what old checkpoints take; nothing is removed here"),
            ]) is not { } what) return null;
        if (what is 0) return ["runs", "list"];
        if (what is 4) return ["runs", "prune", "--checkpoints", "--dry-run"];
        RunEntry[] runs = what == 3 ? [.. Interrupted()] : [.. All().Where(run => run.Fault is null)];
        if (runs.Length == 0)
        {
            Terminal.Fail(what == 3 ? "No run was interrupted; there is nothing to resume."
                : "There is no run yet; train one first, as a test it takes seconds.");
            return null;
        }
        return what switch
        {
            1 => Of("Run", runs, name => ["runs", "show", name]),
            2 => Compared(runs),
            _ => Of("Run to resume", runs, name => Resumed(runs.First(run => run.Name == name))),
        };
    }

    /// <summary>The words that resume the newest interrupted run, and its name; null where none was interrupted.</summary>
    public (string Name, long Steps, string[] Words)? Newest() =>
        Interrupted().OrderBy(run => run.Manifest?.StartedUtc, StringComparer.Ordinal).LastOrDefault() is { } run
            ? (run.Name, run.LastCheckpointSteps, Resumed(run)) : null;

    private static string[] Resumed(RunEntry run) => ResumedRun.Words(run.Config!);

    /// <summary>Those that the training command can go on with: not a sweep's trials, which their sweep takes up.</summary>
    private IEnumerable<RunEntry> Interrupted() => All().Where(run =>
        run is { Progress: RunProgress.Unfinished, Config: not null, LastCheckpointSteps: > 0 } && run.Config.Name == run.Name);

    private static string[]? Compared(RunEntry[] runs)
    {
        var names = new List<string>();
        while (names.Count < runs.Length)
        {
            RunEntry[] rest = [.. runs.Where(run => !names.Contains(run.Name))];
            Choice[] lines = [.. rest.Select(Line)];
            if (names.Count > 1) lines = [new("compare these", string.Join(", ", names)), .. lines];
            int first = lines.Length - rest.Length;
            if (Choice.Of(names.Count == 0 ? "First run" : "Another run", lines) is not { } index) return null;
            if (index < first) break;
            names.Add(rest[index - first].Name);
        }
        return ["runs", "compare", .. names];
    }

    private static string[]? Of(string title, RunEntry[] runs, Func<string, string[]> words) =>
        Choice.Of(title, [.. runs.Select(Line)]) is { } index ? words(runs[index].Name) : null;

    private static Choice Line(RunEntry run) =>
        new(Files.PrintableText.Name(run.Name), run.Progress.ToString().ToLowerInvariant());

    private IReadOnlyList<RunEntry> All() => RunCatalog.List(workplace.Runs);
}
