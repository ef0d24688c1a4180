using RlTrainer.Checkpoints;
using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Market;
using RlTrainer.Runs;

namespace RlTrainer.Sweeps.Tests;

/// <summary>Sweeps of phase 2 from one phase 1 model: read, copied into the folder, refused, taken up again.</summary>
public sealed class SweepTransferTests : IDisposable
{
    private const string Json = """
        {
          "Name": "second", "From": "first",
          "Run": {
            "Preset": "phase2-test", "Ppo": { "Steps": 2048, "StepsPerRollout": 64, "BatchSize": 64, "Epochs": 2 },
            "Schedule": { "EvaluateEverySteps": 500, "CheckpointEverySteps": 500, "EvaluationEpisodes": 4, "PatienceEvaluations": 0 }
          },
          "Parameters": { "Ppo.LearningRate": [0.0003, 0.003] }
        }
        """;

    private static readonly RunConfig First = new()
    {
        Name = "first",
        FeatureSet = "PricesOnly",
        Environment = EnvironmentConfig.Phase1 with { EnvironmentCount = 4 },
        Ppo = PpoConfig.Phase1 with { Steps = 256, StepsPerRollout = 64, Hidden = [16], BatchSize = 64, Epochs = 1 },
        Schedule = new TrainingSchedule
        {
            EvaluateEverySteps = 256,
            CheckpointEverySteps = 256,
            EvaluationEpisodes = 4,
            PatienceEvaluations = 0,
        },
    };

    private static readonly BarSeries Bars = SyntheticBars.Generate(new SyntheticConfig { Days = 30 }).Minutes;
    private readonly string _folder = Directory.CreateTempSubdirectory("sweep-transfer-").FullName;
    private readonly Checkpoint _model;

    public SweepTransferTests() => _model = Trained(First);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Every_trial_takes_the_models_features_and_network_and_starts_from_its_weights()
    {
        var sweep = Sweep.Read(Json, "sweep.json", Named);
        SweepFolder folder = Begun("whole", sweep);
        Assert.All(sweep.Trials, trial =>
            Assert.Equal((2, "PricesOnly", 16, 9),
                (trial.Config.Phase, trial.Config.FeatureSet.Name, trial.Config.Ppo.Hidden.Single(),
                    trial.Config.Environment.Actions.Actions.Count)));

        // as every worker reads it: from the folder alone
        SweepWorker.Run(folder.Read(), folder, 0, Bars, new("here"));
        RunFolder run = folder.Run(0);
        Assert.StartsWith("from run 'first', phase 1, 256 steps, seed 42", File.ReadAllText(run.Transfer),
            StringComparison.Ordinal);
        Assert.Equal(StartingModel.Of(_model), RunJson.Read<RunConfig>(File.ReadAllText(run.Config), run.Config).Start);
        Assert.Equal(StartingModel.Of(_model), StartingModel.Of(CheckpointFile.Read(run.Start)));
        // what it starts from is evaluated first
        Assert.StartsWith("0,", File.ReadLines(run.Evaluations).ElementAt(1), StringComparison.Ordinal);
    }

    [Fact]
    public void A_trial_that_died_goes_on_to_the_bytes_of_one_that_did_not()
    {
        var sweep = Sweep.Read(Json, "sweep.json", Named);
        SweepFolder whole = Begun("whole", sweep), broken = Begun("broken", sweep);
        SweepWorker.Run(sweep, whole, 1, Bars, new("here"));
        int updates = 0;
        Assert.Throws<TimeoutException>(
            () => SweepWorker.Run(
                sweep, broken, 1, Bars, new("here", 1, _ => { if (++updates == 5) throw new TimeoutException(); })));
        TrialResult recovered = SweepWorker.Run(broken.Read(), broken, 1, Bars, new("there"))!;
        Assert.Equal((2, 1280L), (recovered.Attempts, recovered.ResumedAtSteps));
        Assert.All(RunBytes.Compare(whole.Run(1), broken.Run(1)), file => Assert.True(file.IsSame, file.File));
    }

    [Fact]
    public void A_trial_that_cannot_start_from_the_model_is_refused_before_anything_runs()
    {
        Assert.Equal(
            "sweep.json, trial 1, Environment.WindowBars=30: it cannot start from the model of run 'first' (From): bars in an "
            + "observation: it has 20, expected 30. "
            + "Leave these keys as the model has them, or leave From out.",
            Fault(Json.Replace("\"Ppo.LearningRate\": [0.0003, 0.003]", "\"Environment.WindowBars\": [20, 30]",
                StringComparison.Ordinal)));
        Assert.Equal(
            "sweep.json:2: From was 'frist'; expected the name of a run, or a model file (.zip). There is no 'frist'.",
            Fault(Json.Replace("\"From\": \"first\"", "\"From\": \"frist\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_folder_begun_from_another_model_is_refused_and_one_without_its_model_says_so()
    {
        SweepFolder folder = Begun("sweep", Sweep.Read(Json, "sweep.json", Named));
        StartingModel mine = StartingModel.Of(_model), other = StartingModel.Of(Trained(First with { Name = "other", Seed = 7 }));
        folder.Begin(Json, Sweep.Read(Json, "sweep.json", Named));
        Assert.Equal(
            $"{folder.Start} is another model (run 'first', 256 steps, weights {mine.Weights[..12]}…) than the one that From "
            + $"names now (run 'other', 256 steps, weights {other.Weights[..12]}…); "
            + "give the sweep another Name, or remove the folder if its trials are not wanted.",
            Assert.Throws<InvalidDataException>(
                () => folder.Begin(Json,
                    Sweep.Read(Json, "sweep.json", _ => CheckpointFile.Read(new RunFolder(Path.Combine(_folder, "other")).Best))))
                        .Message);
        File.Delete(folder.Start);
        Assert.StartsWith($"{folder.File}:2: From was 'first'; expected the name of a run, or a model file (.zip). ",
            Assert.Throws<InvalidDataException>(() => folder.Read()).Message, StringComparison.Ordinal);
    }

    private Checkpoint Named(string name) => name == "first" ? _model : throw new InvalidDataException($"There is no '{name}'.");

    private string Fault(string json) => Assert.Throws<InvalidDataException>(() => Sweep.Read(json, "sweep.json", Named)).Message;

    private SweepFolder Begun(string name, Sweep sweep)
    {
        var folder = new SweepFolder(Path.Combine(_folder, name));
        folder.Begin(Json, sweep);
        return folder;
    }

    private Checkpoint Trained(RunConfig config)
    {
        var folder = new RunFolder(Path.Combine(_folder, config.Name));
        using (TrainingRun run = TrainingRun.Start(config, PreparedMarket.Of(Bars, config), folder, threads: 1)) run.RunToEnd();
        return CheckpointFile.Read(folder.Best);
    }
}
