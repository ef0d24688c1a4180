using RlTrainer.Learning;

namespace RlTrainer.Tests.Learning;

public sealed class CartPoleLearningTests
{
    [Fact]
    public void Proximal_policy_optimisation_solves_CartPole_with_two_of_three_seeds() =>
        Assert.True(Enumerable.Range(1, 3).Count(seed => Solves((ulong)seed, CartPoleTraining.Solving)) >= 2);

    [Fact]
    public void A_learning_rate_next_to_nothing_does_not_solve_CartPole() =>
        Assert.False(Solves(1,
            new PpoConfig { Steps = 20_000, StepsPerRollout = 128, Hidden = [64, 64], BatchSize = 128, LearningRate = 1e-12 }));

    private static bool Solves(ulong seed, PpoConfig config) => CartPoleTraining.Run(seed, config).SolvedAt.HasValue;
}
