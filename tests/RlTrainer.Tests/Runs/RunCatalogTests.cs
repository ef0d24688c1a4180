using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

/// <summary>Runs in a folder: listed, compared, removed.</summary>
public sealed class RunCatalogTests : IDisposable
{
    private static readonly RunConfig Config = new()
    {
        Name = "first",
        Environment = EnvironmentConfig.Phase1 with { EnvironmentCount = 4 },
        Ppo = PpoConfig.Phase1 with { Steps = 1024, StepsPerRollout = 64, Hidden = [16], BatchSize = 64, Epochs = 2 },
        Schedule = new TrainingSchedule
        {
            EvaluateEverySteps = 256,
            CheckpointEverySteps = 256,
            EvaluationEpisodes = 4,
            PatienceEvaluations = 0,
        },
    };

    private static readonly PreparedMarket Market =
        PreparedMarket.Of(SyntheticBars.Generate(new SyntheticConfig { Days = 30 }).Minutes, Config);
    private readonly string _folder = Directory.CreateTempSubdirectory("runs-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Runs_are_listed_with_their_state_wherever_they_lie()
    {
        Train("first", Config);
        Train("sweeps/s/trials/0000", Config, updates: 2);
        Directory.CreateDirectory(Path.Combine(_folder, "broken"));
        File.WriteAllText(Path.Combine(_folder, "broken", "config.json"), "{ \"Sed\": 1 }");
        using (TrainingRun running = TrainingRun.Start(Config, Market, new RunFolder(Path.Combine(_folder, "running")), 1))
        {
            IReadOnlyList<RunEntry> runs = RunCatalog.List(_folder);
            Assert.Equal(
                [("broken", RunProgress.Unreadable, 0L), ("first", RunProgress.Finished, 1024L),
                    ("running", RunProgress.Running, 0L), ("sweeps/s/trials/0000", RunProgress.Unfinished, 512L)],
                runs.Select(run => (run.Name, run.Progress, run.LastCheckpointSteps)));
            Assert.StartsWith(Path.Combine(_folder, "broken", "config.json") + ":1:", runs[0].Fault, StringComparison.Ordinal);
            Assert.Equal(["running: a process is writing to it"], RunPruning.Whole(runs).Kept);
        }
        Assert.Equal(
            $"There is no run 'frist' in {_folder}; did you mean first? `rltrainer runs list` names all 4.",
            Assert.Throws<ArgumentException>(() => RunCatalog.Find(_folder, "frist")).Message);
    }

    [Fact]
    public void A_comparison_lists_results_and_the_keys_that_differ()
    {
        Train("first", Config);
        Train("second", Config with { Name = "second", Seed = 7, Ppo = Config.Ppo with { ClipRange = 0.1 } });
        var comparison = new RunComparison([RunCatalog.Find(_folder, "first"), RunCatalog.Find(_folder, "second")]);
        Assert.Equal(["run", "state", "steps", "best reward", "at steps", "Seed", "Ppo.ClipRange"], comparison.Header);
        Assert.Equal(["first", "finished", "1,024", "42", "0.2"],
            comparison.Rows[0].Where((_, column) => column is not (3 or 4)));
        Assert.Equal(["second", "finished", "1,024", "7", "0.1"],
            comparison.Rows[1].Where((_, column) => column is not (3 or 4)));
        string page = comparison.ToHtml();
        Assert.Contains("<svg", page, StringComparison.Ordinal);
        Assert.Contains("synthetic", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Pruning_says_what_it_would_remove_and_keeps_the_latest_checkpoint()
    {
        Train("first", Config);
        IReadOnlyList<RunEntry> runs = RunCatalog.List(_folder);
        var old = RunPruning.OldCheckpoints(runs);
        Assert.Equal(["step-0000000256.zip", "step-0000000512.zip", "step-0000000768.zip"],
            old.Paths.Select(path => Path.GetFileName(path)));
        Assert.Equal(old.Paths.Sum(path => new FileInfo(path).Length), old.Bytes);
        old.Remove();
        Assert.Equal(1024, RunCatalog.List(_folder)[0].LastCheckpointSteps);
        Assert.True(File.Exists(runs[0].Folder.Best));
        RunPruning.Whole(runs).Remove();
        Assert.Empty(RunCatalog.List(_folder));
    }

    [Fact]
    public void The_latest_runs_are_those_that_began_last()
    {
        RunEntry Began(string name, string? time) => new(
            name, new RunFolder(name), RunProgress.Finished, Config, time is null ? null
                : RunManifest.Of(Config, Market, "cpu", DateTimeOffset.UnixEpoch) with { StartedUtc = time }, null, 0, 0, null);
        RunEntry[] runs = [Began("a", "2026-01-02T00:00:00Z"), Began("b", null), Began("c", "2026-01-03T00:00:00Z"),
            Began("d", "2025-01-01T00:00:00Z")];
        Assert.Equal(["d", "b"], RunPruning.AllBut(runs, 2).Select(run => run.Name));
    }

    private void Train(string name, RunConfig config, int? updates = null)
    {
        using TrainingRun run = TrainingRun.Start(config, Market, new RunFolder(Path.Combine(_folder, name)), 1);
        if (updates is { } count) Assert.Equal(count, run.Run().Take(count).Count());
        else run.RunToEnd();
    }
}
