using RlTrainer.Environments;

namespace RlTrainer.Tests.Learning;

public sealed class CartPoleTests
{
    [Fact]
    public void A_push_from_rest_moves_cart_and_pole_as_worked_by_hand()
    {
        // force 10 on 1.1 kg: 10/1.1 = 100/11. Pole: −(100/11) / (½ (4/3 − 0.1/1.1)) = −(100/11) / (41/66) = −600/41. Cart:
        // 100/11 + 0.05 · (600/41) / 1.1 = 400/41. A fiftieth of a second: 8/41 m/s and −12/41 rad/s; nothing has moved yet.
        CartPoleState first = default(CartPoleState).After(1);
        Assert.Equal(0.0, first.Position);
        Assert.Equal(8.0 / 41.0, first.Velocity, 1e-15);
        Assert.Equal(0.0, first.Angle);
        Assert.Equal(-12.0 / 41.0, first.AngularVelocity, 1e-15);

        // The step after that moves them by the velocities of the first: 0.02 · 8/41 and −0.02 · 12/41.
        CartPoleState second = first.After(1);
        Assert.Equal(0.16 / 41.0, second.Position, 1e-15);
        Assert.Equal(-0.24 / 41.0, second.Angle, 1e-15);
    }

    [Fact]
    public void A_leaning_pole_falls_on_by_its_weight()
    {
        // At rest at 0.1 rad, pushed left: temp = −10/1.1 = −9.0909091; sin 0.1 = 0.0998334, cos 0.1 = 0.9950042.
        // Pole: (9.8 · 0.0998334 + 0.9950042 · 9.0909091) / (0.5 (1.3333333 − 0.1 · 0.9900333 / 1.1)) = 10.0238599
        // / 0.6216652 = 16.1242107. Cart: −9.0909091 − 0.05 · 16.1242107 · 0.9950042 / 1.1 = −9.8201662.
        CartPoleState after = new CartPoleState(0, 0, 0.1, 0).After(0);
        Assert.Equal(0.02 * 16.1242107, after.AngularVelocity, 1e-8);
        Assert.Equal(0.02 * -9.8201662, after.Velocity, 1e-8);
    }

    [Fact]
    public void An_episode_terminates_when_the_pole_passes_12_degrees()
    {
        var environment = new CartPole(1, seed: 1);
        environment.Place(0, new CartPoleState(0, 0, 0.209, 1.0));          // 12° = 0.2094 rad; 0.209 + 0.02 lies beyond
        (float reward, EpisodeEnd end) = Step(environment, 1);
        Assert.Equal(EpisodeEnd.Terminated, end);
        Assert.Equal(1f, reward);
    }

    [Fact]
    public void An_episode_terminates_when_the_cart_passes_the_end_of_the_rail()
    {
        var environment = new CartPole(1, seed: 1);
        environment.Place(0, new CartPoleState(2.39, 1.0, 0, 0));            // 2.39 + 0.02 lies beyond 2.4
        Assert.Equal(EpisodeEnd.Terminated, Step(environment, 1).End);
        Assert.Throws<InvalidOperationException>(() => Step(environment, 1));
    }

    [Fact]
    public void An_episode_is_truncated_after_500_steps()
    {
        var environment = new CartPole(1, seed: 1);
        for (int step = 1; step < 500; step++)
        {
            Assert.Equal(EpisodeEnd.None, Step(environment, step % 2).End);
            environment.Place(0, default);
        }
        Assert.Equal(EpisodeEnd.Truncated, Step(environment, 0).End);
    }

    [Fact]
    public void Episodes_start_within_five_hundredths_and_differ_between_environments()
    {
        var environment = new CartPole(50, seed: 1);
        foreach (CartPoleState state in environment.States)
            Assert.All([state.Position, state.Velocity, state.Angle, state.AngularVelocity], value =>
                Assert.InRange(value, -0.05, 0.05));
        Assert.Equal(50, environment.States.ToArray().Distinct().Count());
    }

    [Fact]
    public void A_restored_environment_goes_on_as_the_saved_one()
    {
        CartPole saved = new(3, seed: 5), restored = new(3, seed: 5);
        for (int step = 0; step < 40; step++) StepAll(saved);
        restored.RestoreState(saved.SaveState());
        for (int step = 0; step < 200; step++)
        {
            StepAll(saved);
            StepAll(restored);
            Assert.Equal(saved.States.ToArray(), restored.States.ToArray());
        }
        Assert.Throws<ArgumentException>(() => new CartPole(3, seed: 6).RestoreState(saved.SaveState()));
    }

    [Fact]
    public void The_score_is_reached_when_the_mean_of_100_episodes_is_475()
    {
        var score = new CartPoleScore();
        for (int episode = 0; episode < 99; episode++) Add(500);
        Assert.Equal(0.0, score.Best);
        // 100 episodes: 99 · 500 + 200 = 497 on average, solved at once
        for (int episode = 0; episode < 10; episode++) Add(200);
        Assert.Equal(497.0, score.Best);
        Assert.Equal(99 * 500 + 200, score.SolvedAt);

        void Add(int length)
        {
            score.Steps += length;
            score.Add(length);
        }
    }

    private static (float Reward, EpisodeEnd End) Step(CartPole environment, int action)
    {
        float[] rewards = new float[1];
        var ends = new EpisodeEnd[1];
        environment.Step([action], rewards, ends);
        return (rewards[0], ends[0]);
    }

    private static void StepAll(CartPole environment)
    {
        environment.Step([1, 0, 1], new float[3], new EpisodeEnd[3]);
        environment.ResetEnded();
    }
}
