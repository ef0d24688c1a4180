using RlTrainer.Learning;
using RlTrainer.Policies;

namespace RlTrainer.Tests.Learning;

public sealed class CartPoleLearningTests
{
    [Fact]
    public void Proximal_policy_optimisation_solves_CartPole_with_two_of_three_seeds()
    {
        var config = new PpoConfig
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
        Assert.True(Enumerable.Range(1, 3).Count(seed => Solves((ulong)seed, config)) >= 2);
    }

    [Fact]
    public void A_learning_rate_next_to_nothing_does_not_solve_CartPole() =>
        Assert.False(Solves(1, new PpoConfig { Steps = 20_000, StepsPerRollout = 128, Hidden = [64, 64], BatchSize = 128, LearningRate = 1e-12 }));

    private static bool Solves(ulong seed, PpoConfig config)
    {
        var environment = new CartPole(8, seed);
        var network = new NetworkShape(environment.Layout.Size, config.Hidden, environment.ActionCount);
        using var engine = new CpuEngine(environment.Layout, network, seed, threads: 1);
        foreach (UpdateReport _ in new Trainer(environment, engine, config, seed).Run())
            if (environment.Score.SolvedAt.HasValue) return true;
        return false;
    }
}
