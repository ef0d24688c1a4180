using System.CommandLine;
using System.Globalization;
using RlTrainer.Files;
using RlTrainer.Reporting;
using RlTrainer.Runs;

namespace RlTrainer.Cli;

/// <summary>rltrainer runs list | show | compare | prune.</summary>
internal static class RunsCommand
{
    private const int LinesOfTheLog = 12;

    private static readonly Argument<string> Run = new("run") { Description = "A run's name, as `runs list` shows it." };

    private static readonly Argument<string[]> Runs = new("run")
    {
        Description = "Runs by name.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Argument<string[]> Chosen = new("run")
    {
        Description = "Runs by name.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string?> Output = new("--output", "-o")
    {
        Description = "Folder for the page, the figures and the table; artifacts/comparison by default.",
    };

    private static readonly Option<bool> Unfinished = new("--unfinished")
    {
        Description = "Runs that did not train to their end.",
    };

    private static readonly Option<int?> Keep = new("--keep") { Description = "All runs but the latest so many." };

    private static readonly Option<bool> Checkpoints = new("--checkpoints")
    {
        Description = "Not whole runs: all checkpoints but the newest of each chosen run, or of all runs when none is chosen.",
    };

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only say what would be removed." };

    private static readonly Option<bool> Yes = new("--yes") { Description = "Do not ask." };

    public static Command Tree()
    {
        var list = new Command("list", "List the runs with their state and what came out.");
        list.SetAction(List);
        var show = new Command("show", "What one run was made of, how it ended, and the end of its log.") { Run };
        show.SetAction(Show);
        var compare = new Command(
            "compare", "Compare runs in a table of results and differing keys, with their validation curves as a page.") { Runs,
            Output };
        compare.SetAction(Compare);
        var prune = new Command("prune", "Remove runs or old checkpoints; says what, and asks before it does.")
        {
            Chosen, Unfinished, Keep, Checkpoints, DryRun, Yes,
        };
        prune.SetAction(Prune);
        return new Command("runs", "List, show, compare and remove training runs.") { list, show, compare, prune };
    }

    /// <summary>"12.3 MB".</summary>
    internal static string Size(long bytes) => bytes < 1_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:F0} kB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB");

    private static int List(ParseResult parsed)
    {
        Workplace workplace = SharedOptions.WorkplaceOf(parsed);
        IReadOnlyList<RunEntry> runs = RunCatalog.List(workplace.Runs);
        if (runs.Count == 0)
        {
            Terminal.Say($"No run is in {workplace.Runs}; `rltrainer train phase1 --test` makes one in seconds.");
            return ExitCode.Success;
        }
        string[][] rows = [.. runs.Select(run => (string[])[
            PrintableText.Name(run.Name), run.Progress.ToString().ToLowerInvariant(),
                run.Config?.Phase.ToString(CultureInfo.InvariantCulture) ?? "–", run.Config?.Instrument ?? "–",
            run.Config?.Seed.ToString(CultureInfo.InvariantCulture) ?? "–",
            NumberText.Number(run.Summary?.Steps ?? run.LastCheckpointSteps, 0),
            run.Summary is { Evaluations: > 0 } ended ? NumberText.Number(ended.BestReward, 3) : "–", run.Manifest?.StartedUtc
                ?? "–", Size(run.Bytes)])];
        Terminal.Table("runs", ["run", "state", "phase", "symbol", "seed", "steps", "best reward", "started", "size"], rows);
        foreach (RunEntry broken in runs.Where(run => run.Fault is not null))
            Terminal.Warn($"{PrintableText.Name(broken.Name)}: {broken.Fault}");
        return ExitCode.Success;
    }

    private static int Show(ParseResult parsed)
    {
        RunEntry run = RunCatalog.Find(SharedOptions.WorkplaceOf(parsed).Runs, parsed.GetValue(Run)!);
        if (run.Fault is { } fault) throw new CommandException($"The run '{run.Name}' cannot be read: {fault}");
        Terminal.Note($"{PrintableText.Name(run.Name)}: {run.Progress.ToString().ToLowerInvariant()}, {Size(run.Bytes)} in "
            + $"{run.Folder.Path}");
        if (run.Manifest is { } manifest)
            foreach ((string name, string value) in ((string, string)[])[
                ("bars", manifest.TrainingBars), ("SHA-256 of the bars", manifest.DataHash),
                ("seed", manifest.Seed.ToString(CultureInfo.InvariantCulture)),
                ("program", $"{manifest.CodeVersion}, commit {manifest.Commit}"),
                ("engine", $"{manifest.Engine}, vectors of {manifest.VectorWidth}"),
                ("machine", $"{manifest.Machine}, {manifest.Cores} cores, {manifest.Runtime}"), ("started", manifest.StartedUtc)])
                Terminal.Say($"  {name,-20} {value}");
        if (run.Summary is { } summary)
        {
            Terminal.Say(string.Create(
                CultureInfo.InvariantCulture,
                $"  {"ended",-20} {summary.StopReason} after {summary.Steps:N0} steps; best validation reward "
                + $"{summary.BestReward:F3} at {summary.BestSteps:N0}"));
            if (summary.Outcome is { } outcome) Terminal.Say($"  {"outcome",-20} {outcome}");
            foreach (DoctorFinding finding in summary.Findings) Terminal.Warn($"  doctor, {finding}");
        }
        else
            Terminal.Say(string.Create(
                CultureInfo.InvariantCulture,
                $"  {"last checkpoint",-20} {(run.LastCheckpointSteps == 0 ? "none" : $"{run.LastCheckpointSteps:N0} steps")}"));
        Terminal.Note($"keys that differ from the preset default; the rest: rltrainer config diff {run.Name} default");
        foreach ((string key, string _, string value) in RunConfigText.Differences(RunConfig.Phase1, run.Config!))
            Terminal.Say($"  {key} = {value}");
        if (!File.Exists(run.Folder.Log)) return ExitCode.Success;
        Terminal.Note("end of run.log");
        foreach (string line in File.ReadLines(run.Folder.Log).TakeLast(LinesOfTheLog)) Terminal.Say($"  {line}");
        return ExitCode.Success;
    }

    private static int Compare(ParseResult parsed)
    {
        Workplace workplace = SharedOptions.WorkplaceOf(parsed);
        var comparison = new RunComparison([.. parsed.GetValue(Runs)!.Select(name => RunCatalog.Find(workplace.Runs, name))]);
        Terminal.Table("runs", comparison.Header, comparison.Rows);
        string output = Workplace.Writable(parsed.GetValue(Output) ?? Path.Combine(workplace.Artifacts, "comparison")),
            page = Path.Combine(output, "runs.html");
        AtomicFile.WriteText(page, comparison.ToHtml());
        var csv = new CsvText([.. comparison.Header]);
        foreach (IReadOnlyList<string> row in comparison.Rows) csv.Row([.. row]);
        AtomicFile.WriteText(Path.Combine(output, "runs.csv"), csv.ToString());
        string[] names = ["reward.svg", "profit.svg"];
        foreach ((SvgFigure figure, string name) in comparison.Figures().Zip(names))
            AtomicFile.WriteText(Path.Combine(output, name), figure.Svg);
        Terminal.Good($"page: {page}");
        return ExitCode.Success;
    }

    private static int Prune(ParseResult parsed)
    {
        Workplace workplace = SharedOptions.WorkplaceOf(parsed);
        string[] names = parsed.GetValue(Chosen) ?? [];
        bool unfinished = parsed.GetValue(Unfinished), checkpoints = parsed.GetValue(Checkpoints);
        int? keep = parsed.GetValue(Keep);
        if (names.Length == 0 && !unfinished && keep is null && !checkpoints)
            throw new CommandException(
                "`rltrainer runs prune` was not told what to remove; name runs, or say --unfinished, --keep N or --checkpoints. "
                + "Nothing was removed.");
        if (keep < 0) throw new CommandException($"--keep was {keep}; expected 0 or more. Nothing was removed.");
        IReadOnlyList<RunEntry> runs = names.Length > 0 ? [.. names.Select(name => RunCatalog.Find(workplace.Runs, name))]
            : RunCatalog.List(workplace.Runs);
        if (unfinished) runs = [.. runs.Where(run => run.Progress is RunProgress.Unfinished or RunProgress.Unreadable)];
        if (keep is { } latest) runs = RunPruning.AllBut(runs, latest);
        RunPruning pruning = checkpoints ? RunPruning.OldCheckpoints(runs) : RunPruning.Whole(runs);
        foreach (string kept in pruning.Kept) Terminal.Warn($"stays: {kept}");
        foreach (string path in pruning.Paths) Terminal.Say(PrintableText.Name(path));
        if (pruning.Paths.Count == 0)
        {
            Terminal.Good("There is nothing to remove.");
            return ExitCode.Success;
        }
        string what = $"{pruning.Paths.Count} {(checkpoints ? "checkpoints" : "runs")}, {Size(pruning.Bytes)}";
        if (parsed.GetValue(DryRun))
        {
            Terminal.Note($"{what} would be removed; nothing was, because of --dry-run.");
            return ExitCode.Success;
        }
        if (!parsed.GetValue(Yes) && !Confirmed(what)) return ExitCode.Success;
        pruning.Remove();
        Terminal.Good($"removed {what}");
        return ExitCode.Success;
    }

    private static bool Confirmed(string what)
    {
        if (Console.IsInputRedirected)
            throw new CommandException(
                $"{what} would be removed, but nobody can be asked here; say --yes, or --dry-run to look. Nothing was removed.");
        Console.Out.Write($"Remove {what}? [y/N] ");
        if (Console.ReadLine()?.Trim() is "y" or "Y" or "yes") return true;
        Terminal.Say("Nothing was removed.");
        return false;
    }
}
