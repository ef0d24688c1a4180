using RlTrainer.Learning;
using RlTrainer.Policies;

namespace RlTrainer.Tests.Learning;

/// <summary>
/// PPO on CartPole-v1, eight environments on one thread, until it is solved or the steps are spent; <see cref="CartPoleTask"/>
/// spends all its steps and then judges the greedy policy.
/// </summary>
internal static class CartPoleTraining
{
    private const int Environments = 8;

    /// <summary>Settings that solve it.</summary>
    public static PpoConfig Solving { get; } = new()
    {
        Steps = 150_000,
        StepsPerRollout = 128,
        Hidden = [64, 64],
        BatchSize = 128,
        Epochs = 10,
        LearningRate = 1e-3,
        FinalLearningRateShare = 0.0,
        EntropyWeight = 0.0,
        TargetKl = 0.0,
    };

    /// <summary>The score of one training.</summary>
    public static CartPoleScore Run(ulong seed, PpoConfig config)
    {
        var environment = new CartPole(Environments, seed);
        var network = new NetworkShape(environment.Layout.Size, config.Hidden, environment.ActionCount);
        using var engine = new CpuEngine(environment.Layout, network, seed, threads: 1);
        foreach (UpdateReport _ in new Trainer(environment, engine, config, seed).Run())
            if (environment.Score.SolvedAt.HasValue) break;
        return environment.Score;
    }
}
