using RlTrainer.Cli;
using RlTrainer.Cli.Sweeps;
using RlTrainer.Data;
using RlTrainer.Market;
using RlTrainer.Runs;
using RlTrainer.Sweeps;

namespace RlTrainer.Notebooks.Tests.Commands;

/// <summary>The commands around runs, in this process: what they return and what they leave in the folders.</summary>
public sealed class RunsCommandTests : IDisposable
{
    private static readonly RunConfig Config = RunConfig.Phase1Test with
    {
        Name = "small",
        Ppo = RunConfig.Phase1Test.Ppo with { Steps = 1024, StepsPerRollout = 64, Hidden = [16], Epochs = 2 },
        Schedule = new TrainingSchedule { EvaluateEverySteps = 512, CheckpointEverySteps = 256, EvaluationEpisodes = 4 },
    };

    private readonly string _root = Directory.CreateTempSubdirectory("rltrainer-runs-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task A_rerun_has_the_runs_bytes_and_says_when_it_has_not()
    {
        RunFolder first = await TrainAsync();
        Assert.Equal(ExitCode.Success, await CommandAsync("train", "--rerun", "small"));
        var again = new RunFolder(Path.Combine(_root, "runs", "small-rerun"));
        Assert.Equal(await File.ReadAllBytesAsync(first.Final(1)), await File.ReadAllBytesAsync(again.Final(1)));
        Assert.Equal(ExitCode.BadInput, await CommandAsync("train", "--rerun", "small"));              // the folder is taken
        await File.AppendAllTextAsync(first.Metrics, "1");
        Assert.Equal(ExitCode.Findings, await CommandAsync("train", "--rerun", first.Manifest, "--force"));
        await CommandAsync("data", "synth", "--days", "30", "--seed", "9", "--force");
        Assert.Equal(ExitCode.BadInput, await CommandAsync("train", "--rerun", "small", "--force"));  // other bars
    }

    [Fact]
    public async Task Runs_are_listed_shown_compared_and_removed_only_when_that_was_asked_for()
    {
        RunFolder run = await TrainAsync();
        Assert.Equal(ExitCode.Success, await CommandAsync("runs", "list"));
        Assert.Equal(ExitCode.Success, await CommandAsync("runs", "show", "small"));
        Assert.Equal(ExitCode.BadInput, await CommandAsync("runs", "show", "smal"));
        Assert.Equal(ExitCode.Success, await CommandAsync("runs", "compare", "small", "small"));
        Assert.True(File.Exists(Path.Combine(_root, "artifacts", "comparison", "runs.html")));
        Assert.StartsWith("<svg", await File.ReadAllTextAsync(Path.Combine(_root, "artifacts", "comparison", "reward.svg")),
            StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadInput, await CommandAsync("runs", "prune", "--yes"));                 // nothing was chosen
        Assert.Equal(ExitCode.Success, await CommandAsync("runs", "prune", "--checkpoints", "--dry-run"));
        Assert.Equal(4, Directory.GetFiles(run.Checkpoints).Length);
        Assert.Equal(ExitCode.Success, await CommandAsync("runs", "prune", "--checkpoints", "--yes"));
        Assert.Single(Directory.GetFiles(run.Checkpoints));
        Assert.Equal(ExitCode.Success, await CommandAsync("runs", "prune", "--unfinished", "--yes"));
        Assert.True(run.IsTaken);
        Assert.Equal(ExitCode.Success, await CommandAsync("runs", "prune", "small", "--yes"));
        Assert.False(Directory.Exists(run.Path));
    }

    [Fact]
    public async Task A_policy_is_exported_with_cases()
    {
        await TrainAsync();
        Assert.Equal(ExitCode.Success, await CommandAsync("export", "onnx", "small", "--cases", "5"));
        Assert.True(File.Exists(Path.Combine(_root, "runs", "small", "policy.onnx")));
        Assert.Contains("\"logits\":[[", await File.ReadAllTextAsync(Path.Combine(_root, "runs", "small", "policy.cases.json")),
            StringComparison.Ordinal);
        Assert.Equal(ExitCode.BadInput, await CommandAsync("export", "onnx", "nothing"));
    }

    [Fact]
    public async Task A_trial_that_dies_is_started_again_and_one_that_is_refused_is_not()
    {
        if (OperatingSystem.IsWindows()) return;      // the trial is a shell script
        var sweep = Sweep.Read("""{ "Name": "s", "Run": { "Preset": "test" }, "Seeds": [1, 2, 3], "Attempts": 3 }""", "sweep.json");
        var folder = new SweepFolder(_root);
        // The script dies twice for trial 0, is refused for trial 1 and always dies for trial 2; it writes a line an attempt.
        const string Script = """echo "$1" >> "$0"; n=$(grep -c "^$1$" "$0"); [ "$1" = 1 ] && exit 2; [ "$1" = 0 ] && [ "$n" = 3 ] && exit 0; kill -9 $$""";
        string log = Path.Combine(_root, "attempts");
        int failed = await new LocalTrials(sweep, folder, ["sh", "-c", Script, log], 1)
            .RunAsync([0, 1, 2], 2, CancellationToken.None);
        Assert.Equal(2, failed);
        Assert.Equal([3, 1, 3],
            (int[])[.. Enumerable.Range(0, 3).Select(trial => File.ReadLines(log).Count(line => line == $"{trial}"))]);
    }

    [Fact]
    public async Task A_sweep_of_phase_2_needs_its_model_when_it_begins_and_its_trials_only_the_folder()
    {
        RunFolder first = await TrainAsync();
        string file = Path.Combine(_root, "sweep.json");
        const string Json = """
            { "Name": "second", "From": "small", "Seeds": [1, 2],
              "Run": { "Preset": "phase2-test", "Ppo": { "Steps": 512, "StepsPerRollout": 64, "Epochs": 1 }, "Schedule": { "EvaluateEverySteps": 512, "CheckpointEverySteps": 512, "EvaluationEpisodes": 4 } } }
            """;
        await File.WriteAllTextAsync(file, Json.Replace("small", "smal", StringComparison.Ordinal));
        Assert.Equal(ExitCode.BadInput, await CommandAsync("sweep", "plan", file));
        await File.WriteAllTextAsync(file, Json.Replace("small", "runs/small/best.zip", StringComparison.Ordinal));
        Assert.Equal(ExitCode.Success, await CommandAsync("sweep", "plan", file));
        await File.WriteAllTextAsync(file, Json);
        Assert.Equal(ExitCode.Success, await CommandAsync("sweep", "slurm", file));
        Assert.Equal(ExitCode.Success,
            await CommandAsync("sweep", "kubernetes", file, "--image", "rltrainer", "--claim", "workplace"));
        Directory.Delete(first.Path, recursive: true);                             // a cluster's node need not see it
        Assert.Equal(ExitCode.Success, await CommandAsync("sweep", "trial", "second", "0", "--threads", "1"));
        // the second seed is not done
        Assert.Equal(ExitCode.Findings, await CommandAsync("sweep", "collect", "second"));
        var run = new SweepFolder(Path.Combine(_root, "runs", "sweeps", "second")).Run(0);
        Assert.StartsWith("from run 'small', phase 1", await File.ReadAllTextAsync(run.Transfer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_lists_what_the_checks_of_its_bars_found()
    {
        await TrainAsync();
        string file = Path.Combine(_root, "data", "NQ_D1M.csv");
        List<string> lines = [.. await File.ReadAllLinesAsync(file)];
        lines.RemoveRange(900, 30);                                                // a hole inside a session
        lines.InsertRange(500, ["", "", "", ""]);
        await File.WriteAllLinesAsync(file, lines);
        Assert.Equal(ExitCode.Success, await CommandAsync("evaluate", "small", "--quick"));
        string page = await File.ReadAllTextAsync(Path.Combine(_root, "runs", "small", "evaluation", "report.html"));
        string provenance = page[page.IndexOf("Provenance</h2>", StringComparison.Ordinal)..];
        Assert.Contains("<dt>Check of the bar file, all its days</dt>", provenance, StringComparison.Ordinal);
        Assert.Matches("<dd>note: blank line: 4 left out, first at NQ_D1M.csv:501: .*; next at lines 502, 503</dd>", provenance);
        Assert.Contains("<dd>warning: gap inside a session: 1 kept, first at NQ_D1M.csv:", provenance, StringComparison.Ordinal);
        Assert.Contains("<li>Bars, warning: gap inside a session: 1 kept, first at", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<li>Bars, note", page, StringComparison.Ordinal);
    }

    private async Task<RunFolder> TrainAsync()
    {
        await CommandAsync("data", "synth", "--days", "30");
        BarSeries bars = BarFiles.Find(Path.Combine(_root, "data"), Instrument.NQ).Read();
        var folder = new RunFolder(Path.Combine(_root, "runs", "small"));
        using TrainingRun run = TrainingRun.Start(Config, PreparedMarket.Of(bars, Config), folder, threads: 1);
        run.RunToEnd();
        return folder;
    }

    private Task<int> CommandAsync(params string[] words) => RlTrainerCommand.RunAsync([.. words, "--root", _root]);
}
