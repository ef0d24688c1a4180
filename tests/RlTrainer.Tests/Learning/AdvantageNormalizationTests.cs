using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Tests.Learning;

public sealed class AdvantageNormalizationTests
{
    // γ = 0, so an advantage is reward − value, and values are 0: the rewards 1, 2, 3, 6 of
    // four states; the third is no decision. Decisions 1, 2, 6: mean 3, sample deviation
    // √((4 + 1 + 9) / 2) = √7. Both normalisations then see the same three numbers.
    [Fact]
    public void A_rollout_is_normalised_once_over_its_decisions() =>
        Assert.Equal([-2.0 / Math.Sqrt(7), -1.0 / Math.Sqrt(7), 0.0, 3.0 / Math.Sqrt(7)],
            Seen(AdvantageNormalization.Rollout, batch: 4).Single(), (a, b) => Math.Abs(a - b) < 1e-6);

    [Fact]
    public void Without_normalisation_the_advantages_are_what_they_are() =>
        Assert.Equal([1.0, 2.0, 3.0, 6.0], Seen(AdvantageNormalization.None, batch: 4).Single(), (a, b) =>
            Math.Abs(a - b) < 1e-6);

    [Fact]
    public void A_minibatch_of_one_decision_is_0_by_itself_and_not_over_the_rollout()
    {
        Assert.All(Seen(AdvantageNormalization.Minibatch, batch: 1), advantages => Assert.Equal(0f, advantages.Single()));
        Assert.Contains(Seen(AdvantageNormalization.Rollout, batch: 1), advantages =>
            Math.Abs(advantages.Single() - 3.0 / Math.Sqrt(7)) < 1e-6);
    }

    /// <summary>Advantages that the engine gets, minibatch by minibatch, in the rollout's order.</summary>
    private static List<double[]> Seen(AdvantageNormalization normalization, int batch)
    {
        var layout = new ObservationLayout(0, 0, 1);
        using var engine = new WatchedEngine(new ReferenceEngine(layout, new NetworkShape(1, [2], 2), 1));
        var rollout = new Rollout(4, 1, layout, 2);
        float[] rewards = [1, 2, 3, 6];
        for (int step = 0; step < 4; step++)
        {
            rollout.Rewards(step)[0] = rewards[step];
            rollout.Masks(step)[0] = 1;
            rollout.Masks(step)[1] = (byte)(step == 2 ? 0 : 1);
        }
        var config = new PpoConfig
        {
            BatchSize = batch,
            Epochs = 1,
            Discount = 0,
            TargetKl = 0,
            AdvantageNormalization = normalization,
        };
        new PpoLearner(engine, config, seed: 3).Learn(rollout, 0);
        int[] order = [0, 1, 2, 3];
        Rng shuffles = Rng.Stream(3, "minibatches");
        shuffles.Shuffle(order);
        return [.. engine.Advantages.Select((advantages, number) => advantages
            .Select((advantage, at) => (Place: order[number * batch + at], Advantage: (double)advantage))
            .OrderBy(pair => pair.Place).Select(pair => pair.Advantage).ToArray())];
    }
}
