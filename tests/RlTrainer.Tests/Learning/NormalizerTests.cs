using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Numerics;

namespace RlTrainer.Tests.Learning;

public sealed class NormalizerTests
{
    [Fact]
    public void A_dense_normaliser_without_statistics_changes_nothing_within_its_limit()
    {
        float[] row = [3f, -20f];
        DenseNormalizer.Identity(2).Apply(row);
        Assert.Equal([3f, -10f], row);
    }

    [Fact]
    public void Dense_numbers_become_deviations_from_their_mean()
    {
        // 1 and 5: mean 3, population deviation 2; 7 becomes (7 − 3)/2 =
        // 2. 0 and 0: deviation 0, 0.0005 becomes 5 by the floor of 1e-8.
        RunningMoments[] seen = [default(RunningMoments).With(1.0).With(5.0), default(RunningMoments).With(0.0).With(0.0)];
        float[] row = [7f, 0.0005f];
        DenseNormalizer.Identity(2).With(seen).Apply(row);
        Assert.Equal(2f, row[0], 1e-6);
        Assert.Equal(5f, row[1], 1e-5);
    }

    [Fact]
    public void Rewards_are_divided_by_the_deviation_of_the_discounted_return_and_the_clipped_ones_are_counted()
    {
        // γ = 0.5, rewards 2, −1, 0, 100 with an end after −1: returns 2, 0.5·2 − 1 = 0, 0, 100; mean 25.5.
        // (2 − 25.5)² + 2·25.5² + 74.5² = 552.25 + 1300.5 + 5550.25 = 7403; / 4 = 1850.75; deviation 43.0203…
        var rollout = new Rollout(4, 1, new ObservationLayout(0, 0, 1), 2);
        float[] rewards = [2f, -1f, 0f, 100f];
        for (int step = 0; step < 4; step++) rollout.Rewards(step)[0] = rewards[step];
        rollout.Ends(1)[0] = EpisodeEnd.Terminated;
        var scale = new RewardScale(1, 0.5);
        Assert.Equal(0, scale.TakeIn(rollout, scale: true));
        Assert.Equal(1850.75, scale.Moments.Variance, 1e-9);
        Assert.Equal(100 / 43.0203f, rollout.Rewards(3)[0], 1e-4);
        Assert.Equal(100.0, scale.Running[0]);
    }

    [Fact]
    public void An_enormous_reward_is_cut_for_the_learner_and_counted()
    {
        var rollout = new Rollout(400, 1, new ObservationLayout(0, 0, 1), 2);
        rollout.Rewards(7)[0] = -1000f;
        var scale = new RewardScale(1, 0.0);
        // deviation about 1000/√400 = 50: −20 becomes −10
        Assert.Equal(1, scale.TakeIn(rollout, scale: true));
        Assert.Equal(-10f, rollout.Rewards(7)[0]);
    }

    [Fact]
    public void Rewards_stay_as_they_are_when_scaling_is_off()
    {
        var rollout = new Rollout(1, 1, new ObservationLayout(0, 0, 1), 2);
        rollout.Rewards(0)[0] = 42f;
        new RewardScale(1, 0.99).TakeIn(rollout, scale: false);
        Assert.Equal(42f, rollout.Rewards(0)[0]);
    }
}
