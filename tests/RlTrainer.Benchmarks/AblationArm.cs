using RlTrainer.Learning;
using RlTrainer.Runs;

namespace RlTrainer.Benchmarks;

/// <summary>One option switched away from its default, all else equal.</summary>
/// <param name="Name">As the table calls it.</param>
/// <param name="Config">The run's configuration, before steps and seed.</param>
internal sealed record AblationArm(string Name, RunConfig Config)
{
    /// <summary>The default first, then every option beyond the original.</summary>
    public static IReadOnlyList<AblationArm> All { get; } =
    [
        new("default", RunConfig.Phase1),
        new("LayerNorm", With(ppo => ppo with { LayerNorm = true })),
        new("large batch", RunConfig.LargeBatch),
        new("value clip 0.2", With(ppo => ppo with { ValueClipRange = 0.2 })),
        new("advantages over the rollout", With(ppo => ppo with { AdvantageNormalization = AdvantageNormalization.Rollout })),
        new("advantages as they are", With(ppo => ppo with { AdvantageNormalization = AdvantageNormalization.None })),
        new("cosine schedule", With(ppo => ppo with { Schedule = LearningRateSchedule.Cosine })),
    ];

    private static RunConfig With(Func<PpoConfig, PpoConfig> change) =>
        RunConfig.Phase1 with { Ppo = change(RunConfig.Phase1.Ppo) };
}
