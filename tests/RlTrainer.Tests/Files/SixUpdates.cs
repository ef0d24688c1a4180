using RlTrainer.Data;
using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Market;
using RlTrainer.Runs;

namespace RlTrainer.Tests.Files;

/// <summary>The smallest run that evaluates, saves and ends: six updates of 64 steps on twelve generated days, an evaluation and
/// a checkpoint every second update.</summary>
internal static class SixUpdates
{
    /// <summary>Twelve generated days.</summary>
    public static BarSeries Bars { get; } = SyntheticBars.Generate(new SyntheticConfig { Days = 12 }).Minutes;

    /// <summary>They, cut and with features.</summary>
    public static PreparedMarket Market { get; } = PreparedMarket.Of(Bars, Named("six updates"));

    /// <summary>The run's configuration.</summary>
    /// <param name="name">The run's name.</param>
    public static RunConfig Named(string name) => new()
    {
        Name = name,
        Environment = EnvironmentConfig.Phase1 with { EnvironmentCount = 2 },
        Ppo = PpoConfig.Phase1 with
        {
            Steps = 6 * 64,
            StepsPerRollout = 32,
            Hidden = [8],
            BatchSize = 32,
            Epochs = 1,
            TargetKl = 0,
        },
        Schedule = new TrainingSchedule
        {
            EvaluateEverySteps = 128,
            CheckpointEverySteps = 128,
            EvaluationEpisodes = 2,
            PatienceEvaluations = 0,
        },
    };
}
