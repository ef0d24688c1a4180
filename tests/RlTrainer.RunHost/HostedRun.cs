using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Runs;

namespace RlTrainer.RunHost;

/// <summary>The small run that tests kill: 24 updates of 128 steps, a
/// checkpoint every second update, an evaluation every fourth.</summary>
public static class HostedRun
{
    /// <summary>Environment steps of one update.</summary>
    public const int UpdateSteps = 128;

    /// <summary>Environment steps between two checkpoints.</summary>
    public const int CheckpointSteps = 2 * UpdateSteps;

    /// <summary>Environment steps of the whole run.</summary>
    public const int AllSteps = 24 * UpdateSteps;

    /// <summary>The run's configuration; a learning rate high enough that warnings and findings are logged, too.</summary>
    public static RunConfig Config { get; } = new()
    {
        Name = "hosted",
        Environment = EnvironmentConfig.Phase1 with { EnvironmentCount = 4 },
        Ppo = PpoConfig.Phase1 with
        {
            Steps = AllSteps,
            StepsPerRollout = 32,
            Hidden = [64, 32],
            BatchSize = 32,
            Epochs = 2,
            LearningRate = 0.01,
            TargetKl = 0
        },
        Schedule = new TrainingSchedule
        {
            EvaluateEverySteps = 4 * UpdateSteps,
            CheckpointEverySteps = CheckpointSteps,
            EvaluationEpisodes = 4,
            PatienceEvaluations = 0,
        },
    };

    /// <summary>The same run with an algorithm that the library does not
    /// know: an update plays one episode in every environment.</summary>
    public static RunConfig Reinforced { get; } = Config with
    {
        Name = "reinforced",
        Environment = Config.Environment with { EnvironmentCount = 2 },
        Algorithm = new ReinforceConfig { Steps = 20_000, Hidden = [16] },
        Schedule = Config.Schedule with { EvaluateEverySteps = 8_000, CheckpointEverySteps = 2_000 },
    };

    /// <summary>Ten generated days.</summary>
    public static PreparedMarket Market() =>
        PreparedMarket.Of(SyntheticBars.Generate(new SyntheticConfig { Days = 12 }).Minutes, Config);

    /// <summary>Starts the run, or resumes it where it has a checkpoint.</summary>
    public static TrainingRun Open(RunFolder folder, PreparedMarket market, int threads, RunConfig? config = null) =>
        folder.LatestCheckpoint() is null
        ? TrainingRun.Start(config ?? Config, market, folder, threads, replace: true)
        : TrainingRun.Resume(folder, market, threads, config?.OwnParts());
}
