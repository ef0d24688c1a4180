using RlTrainer.Checkpoints;
using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Evaluation;
using RlTrainer.Learning;
using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

/// <summary>A run of the all-action algorithm: its files, its last model, the gate's verdict, and phase 2 after it.</summary>
public sealed class AllActionRunTests : IDisposable
{
    private static readonly RunConfig s_first = RunConfig.AllActions with
    {
        Name = "first",
        Environment = EnvironmentConfig.Phase1 with { EnvironmentCount = 4 },
        Algorithm = new AllActionConfig { Steps = 600, StepsPerRollout = 16, Hidden = [16], BatchSize = 32 },
        Schedule = RunConfig.AllActions.Schedule with
        {
            EvaluateEverySteps = 200,
            CheckpointEverySteps = 200,
            EvaluationEpisodes = 4
        },
    };

    private static readonly RunConfig s_second = RunConfig.Phase2AllActions.After(s_first) with
    {
        Name = "second",
        Environment = EnvironmentConfig.Phase2 with { EnvironmentCount = 4 },
        Algorithm = (AllActionConfig)s_first.Algorithm with { LeashWeight = 0.1, LeashSteps = 400 },
        Schedule = s_first.Schedule,
    };

    private static readonly PreparedMarket s_market =
        PreparedMarket.Of(SyntheticBars.Generate(new SyntheticConfig { Days = 30 }).Minutes, s_first);

    private readonly string _folder = Directory.CreateTempSubdirectory("all-actions-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Left_in_the_middle_and_taken_up_again_it_writes_the_same_files_as_in_one_go()
    {
        RunFolder whole = Folder("whole"), left = Folder("left");
        using (TrainingRun run = TrainingRun.Start(s_first, s_market, whole, threads: 1)) run.RunToEnd();
        using (TrainingRun run = TrainingRun.Start(s_first, s_market, left, threads: 2))
            Assert.Equal(4, run.Run().Take(4).Count());
        using (TrainingRun run = TrainingRun.Resume(left, s_market, threads: 2)) run.RunToEnd();
        foreach (Func<RunFolder, string> file in new Func<RunFolder, string>[] { f => f.Metrics, f => f.Evaluations, f =>
            f.Summary, f => f.Events, f => f.Final(1), f => f.Best })
            Assert.Equal(File.ReadAllBytes(file(whole)), File.ReadAllBytes(file(left)));
    }

    /// <summary>The mean of 20 of 40 updates is none of the sets of weights it was made of.</summary>
    [Fact]
    public void A_run_that_averages_and_mirrors_keeps_the_mean_and_is_taken_up_again_byte_for_byte()
    {
        RunConfig config = s_first with
        {
            Mirror = true,
            Algorithm =
            (AllActionConfig)s_first.Algorithm with { AveragedShare = 0.5 }
        };
        RunFolder whole = Folder("whole"), left = Folder("left");
        using (TrainingRun run = TrainingRun.Start(config, s_market, whole, threads: 1)) run.RunToEnd();
        using (TrainingRun run = TrainingRun.Start(config, s_market, left, threads: 2)) Assert.Equal(7, run.Run().Take(7)
            .Count());
        using (TrainingRun run = TrainingRun.Resume(left, s_market, threads: 2)) run.RunToEnd();
        Assert.Equal(File.ReadAllBytes(whole.Final(1)), File.ReadAllBytes(left.Final(1)));
        Assert.NotEqual(
            CheckpointFile.Read(whole.LatestCheckpoint()!).Weights.Tensors[0].Values, CheckpointFile.Read(whole.Final(1))
                .Weights.Tensors[0].Values);
        Assert.True(RunJson.Read<RunConfig>(File.ReadAllText(whole.Config), whole.Config).Mirror);
        Assert.DoesNotContain("Mirror", File.ReadAllText(Path.Combine(WithoutMirror().Path, "config.json")),
            StringComparison.Ordinal);
    }

    private RunFolder WithoutMirror()
    {
        RunFolder folder = Folder("plain");
        using TrainingRun run = TrainingRun.Start(s_first with { Mirror = false }, s_market, folder, threads: 1);
        return folder;
    }

    [Fact]
    public void The_last_model_is_the_best_and_the_gate_says_what_it_cannot_tell_on_a_few_days()
    {
        RunFolder folder = Folder("first");
        TrainingSummary summary;
        using (TrainingRun run = TrainingRun.Start(s_first, s_market, folder, threads: 1)) summary = run.RunToEnd();
        Assert.Equal(CheckpointFile.Read(folder.Final(1)).Weights.Tensors[0].Values,
            CheckpointFile.Read(folder.Best).Weights.Tensors[0].Values);
        Assert.Equal(640, CheckpointFile.Read(folder.Best).Manifest.Steps);
        Assert.Equal(EdgeOutcome.TooFewDays, summary.Edge!.Outcome);
        Assert.Equal(s_market.Validation.Bars.Days.Count, summary.Edge.Days);
        Assert.Contains(summary.Edge.InWords, File.ReadAllLines(folder.Log));
        Assert.Equal(summary.Edge, RunJson.Read<EdgeVerdict>(File.ReadAllText(folder.Gate), folder.Gate));
        Assert.Equal(summary.Outcome, RunManifest.Read(folder.Path).Outcome);
        Assert.StartsWith("not decided: ", summary.Outcome, StringComparison.Ordinal);
        Assert.DoesNotContain(summary.Findings, finding => finding.Concern == DoctorConcern.NoEdge);
        Assert.Equal(summary.Edge, RunJson.Read<TrainingSummary>(File.ReadAllText(folder.Summary), folder.Summary).Edge);
        Assert.Equal("all-actions", RunJson.Read<RunConfig>(File.ReadAllText(folder.Config), folder.Config).Algorithm.Name);
    }

    [Fact]
    public void A_summary_from_before_there_was_a_gate_is_still_read()
    {
        RunFolder folder = Folder("old");
        using (TrainingRun run = TrainingRun.Start(s_first, s_market, folder, threads: 1)) run.RunToEnd();
        string text = File.ReadAllText(folder.Summary);
        int begin = text.IndexOf("  \"Edge\"", StringComparison.Ordinal),
            end = text.IndexOf("  \"Findings\"", StringComparison.Ordinal);
        Assert.True(begin > 0 && end > begin, text);
        Assert.Null(RunJson.Read<TrainingSummary>(text.Remove(begin, end - begin), "summary.json").Edge);
    }

    /// <summary>Decisions of phase 1 are all flat, so that its position numbers
    /// never varied: a deviation of 0 would blow them up to the clip.</summary>
    [Fact]
    public void Phase_2_after_it_enters_as_it_did_and_sees_position_numbers_at_their_own_scale()
    {
        RunFolder folder = Folder("first");
        using (TrainingRun run = TrainingRun.Start(s_first, s_market, folder, threads: 1)) run.RunToEnd();
        Checkpoint from = CheckpointFile.Read(folder.Final(1));
        Assert.Equal(0.0, from.Dense.Moments[1].Variance);
        using TrainingRun second = TrainingRun.Start(s_second, s_market, Folder("second"), threads: 1, from: from);
        TransferredModel carried =
            Transfer.Of(from, new(RunModels.ManifestOf(s_second, s_market, 0), s_market.Train, s_market.Normalizer,
                s_second.Environment, s_second.Rules));
        float[] position = [.. from.Dense.Moments.Select(moment => (float)moment.Mean)];
        position[1] = 1.5f;                                                                 // a position 1.5 R in profit
        carried.Dense.Apply(position);
        Assert.Equal(1.5f, position[1], 1e-3f);
        Assert.All(position.Where((_, index) => index != 1), number => Assert.Equal(0f, number, 1e-3f));
        TrainingProgress[] reports = [.. second.Run()];
        Assert.All(reports, report => Assert.True(report.Update.AnchorKl >= 0));
        Assert.Equal("all steps trained", second.Summary!.StopReason);
    }

    [Fact]
    public void Keeping_the_last_model_and_stopping_early_exclude_each_other() => Assert.Equal(
        "PatienceEvaluations was 5; expected 0, since the last model is kept and no evaluation can fail to improve on it.",
        Assert.Throws<ArgumentException>(
            () => (s_first with { Schedule = s_first.Schedule with { PatienceEvaluations = 5 } }).Checked()).Message);

    private RunFolder Folder(string name) => new(Path.Combine(_folder, name));
}
