using System.Globalization;
using RlTrainer.Checkpoints;
using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

/// <summary>Phase 2 from a phase 1 model, with the leash on: repeatable, resumable, watched.</summary>
public sealed class TransferredRunTests : IDisposable
{
    private static readonly RunConfig First = new()
    {
        Name = "first",
        Environment = EnvironmentConfig.Phase1 with { EnvironmentCount = 4 },
        Ppo = PpoConfig.Phase1 with { Steps = 1000, StepsPerRollout = 64, Hidden = [16], BatchSize = 64, Epochs = 2 },
        Schedule = new TrainingSchedule
        {
            EvaluateEverySteps = 1000,
            CheckpointEverySteps = 1000,
            EvaluationEpisodes = 4,
            PatienceEvaluations = 0,
        },
    };

    private static readonly RunConfig Second = RunConfig.Phase2.After(First) with
    {
        Name = "second",
        Environment = EnvironmentConfig.Phase2 with { EnvironmentCount = 4 },
        Ppo = First.Ppo with { Steps = 3000, LeashWeight = 0.05, LeashSteps = 2000 },
        Schedule = First.Schedule,
    };

    private static readonly PreparedMarket Market =
        PreparedMarket.Of(SyntheticBars.Generate(new SyntheticConfig { Days = 30 }).Minutes, First);

    private readonly string _folder = Directory.CreateTempSubdirectory("transferred-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_transferred_run_left_in_the_middle_and_taken_up_again_writes_the_same_files_as_one_in_one_go()
    {
        Checkpoint from = Trained();
        RunFolder whole = Folder("whole"), left = Folder("left");
        using (TrainingRun run = TrainingRun.Start(Second, Market, whole, threads: 1, from: from)) run.RunToEnd();
        using (TrainingRun run = TrainingRun.Start(Second, Market, left, threads: 2, from: from))
            Assert.Equal(7, run.Run().Take(7).Count());
        using (TrainingRun run = TrainingRun.Resume(left, Market, threads: 2)) run.RunToEnd();
        foreach (Func<RunFolder, string> file in new Func<RunFolder, string>[] { f => f.Metrics, f => f.Evaluations, f =>
            f.Summary, f => f.Transfer, f => f.Events, f => f.Final(2), f => f.Best, f => f.Start })
            Assert.Equal(File.ReadAllBytes(file(whole)), File.ReadAllBytes(file(left)));
        // what it starts from is evaluated first
        Assert.StartsWith("0,", File.ReadLines(whole.Evaluations).ElementAt(1), StringComparison.Ordinal);
        Assert.Contains("transfer: from run 'first', phase 1, 1024 steps, seed 42", File.ReadAllLines(whole.Log));
    }

    [Fact]
    public void The_distance_to_phase_1_is_logged_every_update_and_a_leash_shortens_it()
    {
        Checkpoint from = Trained();
        RunConfig eager = Second with { Ppo = Second.Ppo with { LearningRate = 0.003, TargetKl = 0, LeashWeight = 0 } };
        double[] free = Distances(eager, from),
            held = Distances(eager with { Ppo = eager.Ppo with { LeashWeight = 5, LeashSteps = 1_000_000 } }, from);
        Assert.All(free.Concat(held), distance => Assert.True(distance >= 0));
        Assert.True(free[^1] > 0.01, $"without a leash the distance was {free[^1]:F4}");
        Assert.True(held.TakeLast(4).Average() < 0.5 * free.TakeLast(4).Average(),
            $"held {held.TakeLast(4).Average():F4}, free {free.TakeLast(4).Average():F4}");
    }

    [Fact]
    public void A_run_that_does_not_learn_stays_where_it_started()
    {
        double[] distances =
            Distances(Second with { Ppo = Second.Ppo with { LearningRate = 1e-12, LeashWeight = 0, NormalizeDense = false } },
                Trained() with { Dense = DenseNormalizer.Identity(8) });
        Assert.All(distances, distance => Assert.InRange(distance, -1e-15, 1e-9));
    }

    [Fact]
    public void A_leash_without_a_model_to_start_from_is_refused() => Assert.Equal(
        "LeashWeight was 0.05, but the run starts from no model; expected 0, or a model to start from.",
        Assert.Throws<ArgumentException>(() => TrainingRun.Start(Second, Market, Folder("scratch"))).Message);

    [Fact]
    public void A_run_whose_start_was_exchanged_is_not_resumed()
    {
        RunFolder folder = Folder("exchanged");
        using (TrainingRun run = TrainingRun.Start(Second, Market, folder, threads: 1, from: Trained()))
            _ = run.Run().Take(5).Count();
        File.Copy(Folder("first").Best, folder.Start, overwrite: true);
        using (TrainingRun run = TrainingRun.Start(First with { Name = "other", Seed = 7 }, Market, Folder("other"), threads: 1))
            run.RunToEnd();
        File.Copy(Folder("other").Best, folder.Start, overwrite: true);
        var error = Assert.Throws<InvalidDataException>(() => TrainingRun.Resume(folder, Market));
        Assert.StartsWith($"{folder.Start} is not the model this run started from ('first', 1024 steps, weights ", error.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_finished_model_is_trained_on_with_its_own_actions()
    {
        using TrainingRun run =
            TrainingRun.Start(First with { Name = "longer" }, Market, Folder("longer"), threads: 1, from: Trained());
        run.RunToEnd();
        Assert.All(run.Transfer!.Tensors, tensor => Assert.True(tensor.IsCopied));
        Assert.Equal("all steps trained", run.Summary!.StopReason);
    }

    [Fact]
    public void The_leash_loosens_linearly_to_nothing()
    {
        PpoConfig config = PpoConfig.Phase2 with { LeashWeight = 0.4, LeashSteps = 1000 };
        Assert.Equal([0.4, 0.3, 0.1, 0.0, 0.0],
            new long[] { 0, 250, 750, 1000, 5000 }.Select(steps => Math.Round(config.LeashAt(steps), 12)));
    }

    private double[] Distances(RunConfig config, Checkpoint from)
    {
        RunFolder folder = Folder($"run-{Directory.GetDirectories(_folder).Length}");
        using (TrainingRun run = TrainingRun.Start(config, Market, folder, threads: 1, from: from)) run.RunToEnd();
        string[] names = File.ReadLines(folder.Metrics).First().Split(',');
        int column = Array.IndexOf(names, "anchor_kl");
        return [.. File.ReadLines(folder.Metrics).Skip(1)
            .Select(line => double.Parse(line.Split(',')[column], CultureInfo.InvariantCulture))];
    }

    private Checkpoint Trained()
    {
        RunFolder folder = Folder("first");
        using (TrainingRun run = TrainingRun.Start(First, Market, folder, threads: 1)) run.RunToEnd();
        return CheckpointFile.Read(folder.Best);
    }

    private RunFolder Folder(string name)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(path);
        return new RunFolder(path);
    }
}
