using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Tests.Learning;

/// <summary>The loss over all actions is what PPO's loss is on average over the action drawn.</summary>
public sealed class AllActionLossTests
{
    private static readonly StepSettings Settings = new(3e-4f, 0.2f, 0.05f, 0.5f, 0.5f, float.PositiveInfinity);

    [Theory]
    [InlineData(3, 1)]
    [InlineData(9, 2)]
    [InlineData(9, 3)]
    [InlineData(2, 4)]
    public void It_is_the_expectation_of_the_loss_of_a_drawn_action(int actions, int seed)
    {
        Rng draws = Rng.Stream((ulong)seed, "all-action loss");
        for (int repeat = 0; repeat < 50; repeat++)
        {
            State state = State.Random(actions, ref draws);
            double[] gradient = new double[actions], single = new double[actions], expectedGradient = new double[actions];
            PolicyTerms all = AllActionLoss.Policy(
                new(state.Logits, state.Mask, 0.25, isSinglePrecision: false), state.OldLogs, state.Advantages, Settings,
                gradient);
            double loss = 0, entropy = 0, divergence = 0, clipped = 0;
            for (int action = 0; action < actions; action++)
            {
                if (state.Mask[action] == 0) continue;
                double weight = Math.Exp(state.OldLogs[action]);
                PolicyTerms one = PpoLoss.Policy(
                    new(state.Logits, state.Mask, 0.25, isSinglePrecision: false), action, state.OldLogs[action],
                    state.Advantages[action], Settings, single);
                (loss, entropy, divergence, clipped) =
                    (loss + weight * one.Loss, entropy + weight * one.Entropy, divergence + weight * one.ApproximateKl, clipped
                        + weight * one.ClippedShare);
                for (int other = 0; other < actions; other++) expectedGradient[other] += weight * single[other];
            }
            // the old probabilities are rounded to float32: their sum is 1 ± 1e-7
            Assert.Equal(loss, all.Loss, 1e-6);
            Assert.Equal(entropy, all.Entropy, 1e-6);
            Assert.Equal(divergence, all.ApproximateKl, 1e-9);
            Assert.Equal(clipped, all.ClippedShare, 1e-9);
            for (int action = 0; action < actions; action++) Assert.Equal(expectedGradient[action], gradient[action], 1e-6);
        }
    }

    /// <summary>
    /// Worked by hand: two actions, π_old = π = (0.5, 0.5), A = (1, −1), c₁ = 0: L = −(0.5 − 0.5) = 0; ∂L/∂log π =
    /// (−0.5, 0.5), whose sum is 0, so that ∂L/∂z is the same: the better action's logit is pushed up, the other's down.
    /// </summary>
    [Fact]
    public void Equal_chances_push_the_better_action_up_and_the_worse_down_by_as_much()
    {
        double[] gradient = new double[2];
        float half = (float)Math.Log(0.5);
        PolicyTerms terms = AllActionLoss.Policy(
            new([0.0, 0.0], [1, 1], 1.0, isSinglePrecision: true), [half, half], [1f, -1f],
            Settings with { EntropyWeight = 0f }, gradient);
        Assert.Equal(0.0, terms.Loss, 1e-7);
        Assert.Equal(0.0, terms.ApproximateKl);
        Assert.Equal(0.0, terms.ClippedShare);
        Assert.Equal(-0.5, gradient[0], 1e-7);
        Assert.Equal(0.5, gradient[1], 1e-7);
    }

    /// <summary>
    /// π = (0.8, 0.2), π_old = (0.5, 0.5), ε = 0.2: ratios 1.6 and 0.4, both beyond the clip. A = (1, −1): the first is clipped
    /// (1.2 &lt; 1.6), and so is the second (0.8 · −1 &lt; 0.4 · −1): no gradient at all. L = −(0.5 · 1.2 − 0.5 · 0.8) = −0.2.
    /// </summary>
    [Fact]
    public void An_action_beyond_its_clip_in_the_wanted_direction_has_no_gradient()
    {
        double[] gradient = new double[2];
        float half = (float)Math.Log(0.5);
        PolicyTerms terms = AllActionLoss.Policy(
            new([Math.Log(0.8), Math.Log(0.2)], [1, 1], 1.0, isSinglePrecision: false), [half, half], [1f, -1f],
            Settings with { EntropyWeight = 0f }, gradient);
        Assert.Equal(-0.2, terms.Loss, 1e-6);
        Assert.Equal(1.0, terms.ClippedShare, 1e-6);
        Assert.Equal([0.0, 0.0], gradient);
    }

    [Fact]
    public void Illegal_actions_have_no_gradient_whatever_stands_in_their_columns()
    {
        double[] gradient = [7, 7, 7];
        PolicyTerms terms = AllActionLoss.Policy(
            new([0.3, 50.0, -0.2], [1, 0, 1], 1.0, isSinglePrecision: true), [-0.6f, float.NaN, -0.8f],
            [0.4f, float.NaN, -0.1f], Settings, gradient);
        Assert.Equal(0.0, gradient[1]);
        Assert.Equal(0.0, gradient[0] + gradient[2], 1e-9);                              // a softmax's gradient sums to 0
        Assert.True(double.IsFinite(terms.Loss + terms.Entropy + terms.ApproximateKl));
    }

    private sealed record State(double[] Logits, byte[] Mask, float[] OldLogs, float[] Advantages)
    {
        public static State Random(int actions, ref Rng draws)
        {
            double[] logits = new double[actions], old = new double[actions], log = new double[actions];
            byte[] mask = new byte[actions];
            float[] advantages = new float[actions];
            for (int action = 0; action < actions; action++)
            {
                (logits[action], advantages[action]) = (draws.NextGaussian(), (float)draws.NextGaussian());
                old[action] = logits[action] + 0.3 * draws.NextGaussian();
                mask[action] = (byte)(action < 2 || draws.NextInt32(3) > 0 ? 1 : 0);
            }
            MaskedCategorical.LogProbabilities(old, mask, log);
            return new State(logits, mask, [.. log.Select(value => (float)value)], advantages);
        }
    }
}
