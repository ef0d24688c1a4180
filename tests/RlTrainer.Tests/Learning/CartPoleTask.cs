using RlTrainer.Learning;
using RlTrainer.Policies;

namespace RlTrainer.Tests.Learning;

/// <summary>The control task that shows the learner learns: CartPole-v1 through the same trainer and engine as trading.</summary>
internal static class CartPoleTask
{
    public const double SolvedReward = 475.0;

    /// <summary>Eight carts, 149,504 steps: 73 updates.</summary>
    public static PpoConfig Config { get; } = new()
    {
        Steps = 149_504,
        StepsPerRollout = 256,
        Hidden = [64, 64],
        BatchSize = 256,
        LearningRate = 1e-3,
        FinalLearningRateShare = 0.05,
        EntropyWeight = 0.0,
        TargetKl = 0.0,
    };

    /// <summary>Trains, then plays 100 greedy episodes.</summary>
    public static (double MeanReward, long Steps) Train(ulong seed, int threads)
    {
        var environment = new CartPole(8, seed);
        using var engine = new CpuEngine(environment.Layout, new NetworkShape(4, Config.Hidden, 2), seed, threads);
        var trainer = new Trainer(environment, engine, Config, seed);
        foreach (UpdateReport report in trainer.Run())
            if (!double.IsFinite(report.Learning.PolicyLoss)) throw new InvalidOperationException("The loss was not finite.");
        return (MeanReward(EnginePolicy.Greedy(engine, trainer.Normalizer), seed + 1000), trainer.Steps);
    }

    /// <summary>Mean reward of the first episode of 100 carts.</summary>
    public static double MeanReward(IPolicy policy, ulong seed) => FirstEpisodes.MeanReward(new CartPole(100, seed), policy);
}
