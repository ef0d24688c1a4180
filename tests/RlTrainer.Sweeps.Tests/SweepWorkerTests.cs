using RlTrainer.Data;
using RlTrainer.Evaluation;
using RlTrainer.Files;
using RlTrainer.Market;
using RlTrainer.Runs;

namespace RlTrainer.Sweeps.Tests;

/// <summary>Trials in a folder: one that dies goes on from its checkpoint, and the table says how sure the winner is.</summary>
public sealed class SweepWorkerTests : IDisposable
{
    private const string Json = """
        {
          "Name": "small",
          "Run": {
            "Preset": "test", "Ppo": { "Steps": 2048, "StepsPerRollout": 64, "Hidden": [16], "BatchSize": 64, "Epochs": 2 },
            "Schedule": { "EvaluateEverySteps": 500, "CheckpointEverySteps": 500, "EvaluationEpisodes": 4, "PatienceEvaluations": 0 }
          },
          "Parameters": { "Ppo.LearningRate": [0.0003, 0.003] }, "Seeds": [1, 2]
        }
        """;

    private static readonly BarSeries Bars = SyntheticBars.Generate(new SyntheticConfig { Days = 30 }).Minutes;
    private readonly string _folder = Directory.CreateTempSubdirectory("worker-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_trial_that_died_goes_on_from_its_checkpoint_to_the_bytes_of_one_that_did_not()
    {
        var sweep = Sweep.Read(Json, "sweep.json");
        SweepFolder whole = Folder("whole"), broken = Folder("broken");
        TrialResult undisturbed = SweepWorker.Run(sweep, whole, 1, Bars, new("here"))!;

        int updates = 0;
        Assert.Throws<TimeoutException>(
            () => SweepWorker.Run(
                sweep, broken, 1, Bars, new("here", 1, _ => { if (++updates == 7) throw new TimeoutException(); })));
        Assert.False(File.Exists(broken.Result(1)));
        Assert.Equal([0, 1, 2, 3], broken.Open(sweep));
        TrialResult recovered = SweepWorker.Run(sweep, broken, 1, Bars, new("there"))!;

        // 7 updates of 4 · 64 steps: the loop that an exception leaves has saved where it stood.
        Assert.Equal((2, 1792L), (recovered.Attempts, recovered.ResumedAtSteps));
        Assert.Equal(["here: begun", "there: taken up at 1792 steps"], File.ReadAllLines(broken.Attempts(1)));
        Assert.All(RunBytes.Compare(whole.Run(1), broken.Run(1)), file => Assert.True(file.IsSame, file.File));
        Assert.Equal(EdgeOutcome.TooFewDays, recovered.Edge!.Outcome);
        Assert.Equal(undisturbed.DailyProfitsUsd, recovered.DailyProfitsUsd);
        Assert.Equal([0, 2, 3], broken.Open(sweep));
        Assert.Equal(recovered.BestReward, SweepWorker.Run(sweep, broken, 1, Bars, new("again"))!.BestReward);
        Assert.Equal(2, File.ReadAllLines(broken.Attempts(1)).Length);                  // done is done
    }

    [Fact]
    public void A_cancelled_trial_has_no_result_and_a_trial_that_runs_elsewhere_is_refused()
    {
        var sweep = Sweep.Read(Json, "sweep.json");
        SweepFolder folder = Folder("sweep");
        using var stop = new CancellationTokenSource();
        Assert.Null(SweepWorker.Run(sweep, folder, 0, Bars, new("here", 1, _ => stop.Cancel()), stop.Token));
        Assert.False(File.Exists(folder.Result(0)));
        using var held = new FileStream(folder.Lock(0), FileMode.Open, FileAccess.Write, FileShare.None);
        Assert.Equal(
            $"Trial 0 is run by another worker: {Path.GetDirectoryName(folder.Lock(0))} is being written by another process, "
                + $"which holds {folder.Lock(0)}; wait for it, or end it first. Nothing was changed.",
            Assert.Throws<FolderInUseException>(() => SweepWorker.Run(sweep, folder, 0, Bars, new("here"))).Message);
    }

    [Fact]
    public void The_table_has_interquartile_means_over_seeds_and_the_overfitting_probability_or_why_not()
    {
        var sweep = Sweep.Read(Json.Replace("[1, 2]", "[1, 2, 3, 4]", StringComparison.Ordinal), "sweep.json");
        // Rewards 1, 2, 3, 4 → middle half 2 and 3 → 2.5. The second combination earns twice the first's profit on every day.
        double[] days = [.. Enumerable.Range(0, 24).Select(day => day % 3 - 0.5)];
        TrialResult[] results = [.. sweep.Trials.Select(trial => new TrialResult(
            trial.Index, trial.Variant, trial.Config.Seed, 2048, "all steps trained", (double)trial.Config.Seed
                + 10.0 * trial.Variant, 512, 12.0 * (1 + trial.Variant), 3,
            [.. days.Select(day => day + 2 * trial.Variant)], 1, 0))];
        var table = new SweepTable(sweep, results);
        Assert.Equal([1, 0], table.Rows.Select(row => row.Variant));
        Assert.Equal([12.5, 2.5], table.Rows.Select(row => row.Reward!.InterquartileMean));
        Assert.Equal(0, table.Overfitting!.Probability);                                // the second is better on every half
        Assert.Equal("1|Ppo.LearningRate=0.003|4 of 4|12.500", string.Join('|', table.Cells[0].Take(4)));
        Assert.Contains(">LearningRate=0.003<", table.ToHtml(), StringComparison.Ordinal);

        var part = new SweepTable(sweep, results[..5]);
        Assert.Null(part.Overfitting);
        Assert.Equal("Probability of backtest overfitting: not computed, because 1 combinations have all their seeds and at "
            + "least 2 are needed.", part.OverfittingWords);
        Assert.Contains("1 of 4", part.Cells[0][2], StringComparison.Ordinal);
        Assert.Equal(6, part.ToCsv().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void A_failed_trial_stands_in_the_table_with_its_reason_until_an_attempt_begins()
    {
        var sweep = Sweep.Read(Json, "sweep.json");
        SweepFolder folder = Folder("failed");
        folder.Note(new TrialFailure(3, TrialFailureKind.MachineFault, "sweep.csv: No space\nleft <on> device \u001b[2J"));
        folder.Note(new TrialFailure(1, TrialFailureKind.WrongInput, "Steps was 0."));
        Assert.Null(folder.Failure(0));
        var table = new SweepTable(sweep, []) { Failures = [folder.Failure(1)!, folder.Failure(3)!] };
        Assert.Equal(
            [
                "1|Ppo.LearningRate=0.0003|2|wrong input: Steps was 0.",
                @"3|Ppo.LearningRate=0.003|2|fault of the machine: sweep.csv: No space left <on> device \u001b[2J",
            ], table.FailureCells.Select(cells => string.Join('|', cells)));
        Assert.Contains("No space left &lt;on&gt; device", table.ToHtml(), StringComparison.Ordinal);
        Assert.DoesNotContain("failed trial", new SweepTable(sweep, []).ToHtml(), StringComparison.Ordinal);

        SweepWorker.Run(sweep, folder, 1, Bars, new("here"));
        Assert.False(File.Exists(folder.FailureFile(1)));
        folder.Note(new TrialFailure(1, TrialFailureKind.Death, "said late by a worker that saw its process end"));
        Assert.Null(folder.Failure(1));                                                // what is done did not fail
        Assert.Equal(TrialFailureKind.MachineFault, folder.Failure(3)!.Kind);
    }

    [Theory]
    [InlineData("Death", "died: x")]
    [InlineData("MachineFault", "fault of the machine: x")]
    [InlineData("WrongInput", "wrong input: x")]
    [InlineData("ProgramFault", "fault of the program: x")]
    public void A_reason_says_whose_fault_it_was(string kind, string words) =>
        Assert.Equal(words, new TrialFailure(0, Enum.Parse<TrialFailureKind>(kind), "x").Words);

    /// <summary>Four trials of 2.6, 2.2, 2.2 and 0.5 standard errors: alone three would pass; of four the clearest must clear
    /// 2.53.</summary>
    [Fact]
    public void The_gate_counts_the_trials_of_the_sweep()
    {
        var sweep = Sweep.Read(Json, "sweep.json");
        double[] errors = [2.6, 2.2, 2.2, 0.5];
        TrialResult[] results = [.. sweep.Trials.Select(trial =>
            new TrialResult(trial.Index, trial.Variant, trial.Config.Seed, 2048, "all steps trained", 1, 512, 12, 3, [1, 2], 1, 0)
        {
            Edge = new EdgeVerdict(errors[trial.Index] > 2 ? EdgeOutcome.EdgeFound
                : EdgeOutcome.NoEdgeFound, 600, 500, 2, 1, [new EdgeLine(1, 0.1, 900, 500, 10 * errors[trial.Index], 10)]),
        })];
        var table = new SweepTable(sweep, results);
        Assert.Equal(
            "Gate, 4 trial(s) on the same validation days counted (Holm): 1 with an edge, 3 without (flat), 0 not decided for "
                + "want of days; the clearest had to clear 2.53 standard errors.", table.GateWords);
        Assert.Equal([1, 0], table.Rows.OrderBy(row => row.Variant).Select(row => row.Edges));
        Assert.Contains("EdgeFound", table.ToCsv().Split('\n')[1], StringComparison.Ordinal);
        Assert.Contains(table.GateWords, table.ToHtml(), StringComparison.Ordinal);
        Assert.Equal("Gate: no trial has a verdict.", new SweepTable(sweep, [results[0] with { Edge = null }]).GateWords);
    }

    private SweepFolder Folder(string name) => new(Path.Combine(_folder, name));
}
