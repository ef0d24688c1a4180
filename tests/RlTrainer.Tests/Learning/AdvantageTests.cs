using RlTrainer.Environments;
using RlTrainer.Learning;

namespace RlTrainer.Tests.Learning;

public sealed class AdvantageTests
{
    [Fact]
    public void Terminated_truncated_and_cut_rollouts_have_the_advantages_worked_by_hand()
    {
        // γ = 0.5, λ = 0.5, so γλ = 0.25. Three environments, three steps, every reward 1, values 2, 4, 8, last value 16.
        // Cut: δ₂ = 1 + 8 − 8 = 1; δ₁ = 1 + 4 − 4 = 1; δ₀ = 1 + 2 − 2 = 1: A = 1.3125, 1.25, 1.
        // Terminated with step 1: δ₁ = 1 − 4 = −3, nothing of step 2 flows back: A = 1 + 0.25·(−3) = 0.25, −3, 1.
        // Truncated with step 1, last observation worth 6: δ₁ = 1 + 3 − 4 = 0: A = 1, 0, 1.
        var rollout = new Rollout(3, 3, new ObservationLayout(0, 0, 1), 2);
        for (int step = 0; step < 3; step++)
        {
            rollout.Rewards(step).Fill(1f);
            rollout.Values(step).Fill(2f * (1 << step));
        }
        rollout.LastValues.AsSpan().Fill(16f);
        rollout.Ends(1)[1] = EpisodeEnd.Terminated;
        rollout.Ends(1)[2] = EpisodeEnd.Truncated;
        rollout.BootstrapValues(1)[2] = 6f;

        Advantage.Compute(rollout, discount: 0.5, lambda: 0.5);

        Assert.Equal([1.3125f, 0.25f, 1f, 1.25f, -3f, 0f, 1f, 1f, 1f], rollout.Advantages);
        Assert.Equal([3.3125f, 2.25f, 3f, 5.25f, 1f, 4f, 9f, 9f, 9f], rollout.Returns);
    }

    [Fact]
    public void Explained_variance_is_1_for_perfect_values_0_for_a_constant_and_NaN_without_variation()
    {
        float[] returns = [1f, 2f, 3f];
        Assert.Equal(1.0, Advantage.ExplainedVariance(returns, returns), 1e-12);
        Assert.Equal(0.0, Advantage.ExplainedVariance([2f, 2f, 2f], returns), 1e-12);
        Assert.True(double.IsNaN(Advantage.ExplainedVariance(returns, [5f, 5f, 5f])));
    }

    [Fact]
    public void Advantages_are_normalised_over_decisions_alone()
    {
        // Decisions 1 and 3: mean 2, sample deviation √2; (1 − 2)/√2 = −0.7071068. The other state becomes 0.
        float[] advantages = [1f, 100f, 3f];
        Advantage.Normalize(advantages, [true, false, true]);
        Assert.Equal(-0.7071068f, advantages[0], 1e-6);
        Assert.Equal(0f, advantages[1]);
        Assert.Equal(0.7071068f, advantages[2], 1e-6);
    }

    [Theory]
    [InlineData(3f, 3f, 3f)]
    [InlineData(0f, 0f, 0f)]
    public void Equal_advantages_become_0(float first, float second, float third)
    {
        float[] advantages = [first, second, third];
        Advantage.Normalize(advantages, [true, true, true]);
        Assert.Equal([0f, 0f, 0f], advantages);
    }

    [Fact]
    public void A_single_decision_becomes_0()
    {
        float[] advantages = [7f, 8f];
        Advantage.Normalize(advantages, [false, true]);
        Assert.Equal([0f, 0f], advantages);
    }
}
