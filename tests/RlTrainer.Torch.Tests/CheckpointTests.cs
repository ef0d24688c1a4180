using RlTrainer.Checkpoints;
using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Policies;
using RlTrainer.Runs;

namespace RlTrainer.Torch.Tests;

/// <summary>One run whose checkpoints go from the cpu engine to torch and back; the files know no engine.</summary>
public sealed class CheckpointTests : IDisposable
{
    private static readonly RunConfig Config = new()
    {
        Name = "traveller",
        Environment = EnvironmentConfig.Phase1 with { EnvironmentCount = 4 },
        Ppo = PpoConfig.Phase1 with { Steps = 1536, StepsPerRollout = 64, Hidden = [32, 16], BatchSize = 64, Epochs = 2 },
        Schedule = new TrainingSchedule
        {
            EvaluateEverySteps = 512,
            CheckpointEverySteps = 256,
            EvaluationEpisodes = 2,
            PatienceEvaluations = 0,
        },
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("torch-run-").FullName;
    private IPpoEngine? _made;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [TorchFact]
    public void A_run_goes_on_from_cpu_to_torch_to_cpu_with_every_number_it_had()
    {
        var market = PreparedMarket.Of(SyntheticBars.Generate(new SyntheticConfig { Days = 30 }).Minutes, Config);
        var folder = new RunFolder(_folder);
        using (TrainingRun run = TrainingRun.Start(Config, market, folder, engine: Cpu))
            Assert.Equal(2, run.Run().Take(2).Count());
        using (TrainingRun run = TrainingRun.Resume(folder, market, engine: Torch))
        {
            SameAsFile(folder, steps: 512);
            Assert.Equal(2, run.Run().Take(2).Count());
        }
        using (TrainingRun run = TrainingRun.Resume(folder, market, engine: Cpu))
        {
            SameAsFile(folder, steps: 1024);
            Assert.Equal("all steps trained", run.RunToEnd().StopReason);
        }
        Assert.Equal(1536, CheckpointFile.Read(folder.Final(1)).Manifest.Steps);
    }

    private IPpoEngine Cpu(ObservationLayout layout, NetworkShape network, ulong seed) =>
        _made = new CpuEngine(layout, network, seed, threads: 1);

    private IPpoEngine Torch(ObservationLayout layout, NetworkShape network, ulong seed) =>
        _made = new TorchEngine(layout, network, seed, new TorchOptions { Threads = 1 });

    /// <summary>Weights, both moments and the step count of the engine just
    /// made are those of the latest checkpoint, bit for bit.</summary>
    private void SameAsFile(RunFolder folder, long steps)
    {
        Checkpoint file = CheckpointFile.Read(folder.LatestCheckpoint()!);
        Assert.Equal(steps, file.Manifest.Steps);
        OptimizerState expected = file.Trainer!.Optimizer, actual = _made!.Optimizer();
        Assert.Equal(expected.StepCount, actual.StepCount);
        Assert.NotEqual(0, actual.StepCount);
        Assert.Equal(Bits(file.Weights.Tensors), Bits(_made.Weights().Tensors));
        Assert.Equal(Bits(expected.FirstMoments), Bits(actual.FirstMoments));
        Assert.Equal(Bits(expected.SecondMoments), Bits(actual.SecondMoments));
    }

    private static IEnumerable<int> Bits(IEnumerable<WeightTensor> tensors) =>
        tensors.SelectMany(tensor => tensor.Values).Select(BitConverter.SingleToInt32Bits);
}
