using RlTrainer.Environments;
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
    public static double MeanReward(IPolicy policy, ulong seed)
    {
        const int episodes = 100;
        var environment = new CartPole(episodes, seed);
        environment.Reset();
        int[] bars = new int[episodes], actions = new int[episodes];
        float[] dense = new float[episodes * 4], rewards = new float[episodes];
        byte[] masks = new byte[episodes * 2];
        var ends = new EpisodeEnd[episodes];
        bool[] isOver = new bool[episodes];
        double total = 0.0;
        for (int step = 0; step < 500; step++)
        {
            environment.Observe(new Observations(bars, dense));
            environment.Masks(masks);
            policy.Act(new Observations(bars, dense), masks, actions);
            environment.Step(actions, rewards, ends);
            for (int index = 0; index < episodes; index++)
            {
                if (!isOver[index]) total += rewards[index];
                isOver[index] |= ends[index] != EpisodeEnd.None;
            }
            environment.ResetEnded();
        }
        return total / episodes;
    }
}
