using RlTrainer.Learning;
using RlTrainer.Policies;

namespace RlTrainer.Tests.Learning;

public sealed class WeightAverageTests
{
    [Fact]
    public void The_mean_is_taken_weight_by_weight_and_survives_its_bytes()
    {
        var average = new WeightAverage();
        average.Add(Weights(1, 2, 5));
        average.Add(Weights(3, -2, 5));
        average.Add(Weights(2, 3, 5));
        var restored = new WeightAverage();
        restored.Restore(average.Save());
        foreach (WeightAverage one in new[] { average, restored })
        {
            Assert.Equal(3, one.Count);
            PolicyWeights mean = one.Mean(Weights(0, 0, 0));
            Assert.Equal([2f, 1f], mean["policy.0.weight"].Values);                  // (1 + 3 + 2)/3, (2 − 2 + 3)/3
            Assert.Equal([5f], mean["policy.0.bias"].Values);
        }
    }

    [Fact]
    public void Bytes_cut_short_are_refused() => Assert.Equal(
        "The average of weights had 7 bytes; expected a count and whole numbers. Use another checkpoint.",
        Assert.Throws<InvalidDataException>(() => new WeightAverage().Restore(new byte[7])).Message);

    /// <summary>Of 10 updates the last half is averaged: those after more than 500 of 1,000 decisions.</summary>
    [Fact]
    public void The_updates_after_the_first_share_of_the_run_are_averaged()
    {
        var config = new AllActionConfig { Steps = 1000, AveragedShare = 0.5 };
        Assert.Equal([600, 700, 800, 900, 1000], Enumerable.Range(1, 10).Select(update => update * 100)
            .Where(steps => config.IsAveragedAfter(steps)));
        Assert.False((config with { AveragedShare = 0 }).IsAveragedAfter(1000));
        Assert.Equal(
            "AveragedShare was 1.5; must be in [0, 1]; 0.5 is usual, 0 keeps the last weights.",
            Assert.Throws<ArgumentException>(() => (config with { AveragedShare = 1.5 }).Checked()).Message);
    }

    private static PolicyWeights Weights(float first, float second, float bias) => new(
        [new WeightTensor("policy.0.weight", [1, 2], [first, second]), new WeightTensor("policy.0.bias", [1], [bias])]);
}
