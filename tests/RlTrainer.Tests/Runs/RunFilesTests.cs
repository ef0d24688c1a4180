using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

/// <summary>The files of a small run on generated bars: the same bytes
/// on any number of threads, and when it was taken up again.</summary>
public sealed class RunFilesTests : IDisposable
{
    private static readonly RunConfig Config = new()
    {
        Name = "small",
        Environment = EnvironmentConfig.Phase1 with { EnvironmentCount = 4 },
        Ppo = PpoConfig.Phase1 with { Steps = 3000, StepsPerRollout = 64, Hidden = [16], BatchSize = 64, Epochs = 2 },
        Schedule = new TrainingSchedule
        {
            EvaluateEverySteps = 1000,
            CheckpointEverySteps = 1000,
            EvaluationEpisodes = 4,
            PatienceEvaluations = 0,
        },
    };

    private static readonly PreparedMarket Market =
        PreparedMarket.Of(SyntheticBars.Generate(new SyntheticConfig { Days = 30 }).Minutes, Config);

    private readonly string _folder = Directory.CreateTempSubdirectory("run-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Metrics_evaluations_events_and_summary_are_the_same_bytes_on_one_and_two_threads()
    {
        RunFolder one = Folder("one"), two = Folder("two");
        using (TrainingRun run = TrainingRun.Start(Config, Market, one, threads: 1)) run.RunToEnd();
        using (TrainingRun run = TrainingRun.Start(Config, Market, two, threads: 2)) run.RunToEnd();
        SameFiles(one, two);
    }

    [Fact]
    public void A_run_left_in_the_middle_and_taken_up_again_writes_the_same_files_as_one_in_one_go()
    {
        RunFolder whole = Folder("whole"), left = Folder("left");
        using (TrainingRun run = TrainingRun.Start(Config, Market, whole, threads: 1)) run.RunToEnd();
        using (TrainingRun run = TrainingRun.Start(Config, Market, left, threads: 1))
            Assert.Equal(7, run.Run().Take(7).Count());                    // 7 · 256 steps; leaving the loop saves them
        File.AppendAllText(left.Events, "half an event");
        using (TrainingRun run = TrainingRun.Resume(left, Market, threads: 1)) run.RunToEnd();
        SameFiles(whole, left);
    }

    [Fact]
    public void Every_update_and_evaluation_is_an_event_and_progress_carries_the_doctors_findings()
    {
        RunFolder folder = Folder("findings");
        RunConfig idle = Config with { Ppo = Config.Ppo with { LearningRate = 1e-12 } };
        using TrainingRun run = TrainingRun.Start(idle, Market, folder, threads: 1);
        TrainingProgress[] progress = [.. run.Run()];
        Assert.Equal(12, progress.Length);
        Assert.All(progress.Take(4), update => Assert.Empty(update.Findings));
        Assert.All(progress.Skip(4), update =>
            Assert.Contains(update.Findings, finding => finding.Concern == DoctorConcern.WeightsDoNotMove));
        Assert.Contains(run.Summary!.Findings, finding => finding.Concern == DoctorConcern.WeightsDoNotMove);
        Assert.Single(File.ReadLines(folder.Log), line =>
            line.StartsWith("doctor: step 1,280: No update changed the weights", StringComparison.Ordinal));

        // Version, configuration, figures and a histogram an update, and the evaluations.
        Assert.Equal(2 + 12 * 2 + progress.Count(update => update.Evaluation is not null), EventCount(folder.Events));
    }

    private RunFolder Folder(string name)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(path);
        return new RunFolder(path);
    }

    private static void SameFiles(RunFolder expected, RunFolder actual)
    {
        Assert.Equal(File.ReadAllText(expected.Metrics), File.ReadAllText(actual.Metrics));
        Assert.Equal(File.ReadAllText(expected.Evaluations), File.ReadAllText(actual.Evaluations));
        Assert.Equal(File.ReadAllText(expected.Summary), File.ReadAllText(actual.Summary));
        Assert.Equal(File.ReadAllBytes(expected.Events), File.ReadAllBytes(actual.Events));
        Assert.Equal(File.ReadAllBytes(expected.Final(1)), File.ReadAllBytes(actual.Final(1)));
    }

    private static int EventCount(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int count = 0;
        for (long position = 0; position < bytes.Length; count++) position += 16 + BitConverter.ToInt64(bytes, (int)position);
        return count;
    }
}
