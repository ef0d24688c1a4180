using System.Text.Json;
using RlTrainer.Environments;
using RlTrainer.Learning;

namespace RlTrainer.Tests.Learning;

/// <summary>Scaled rewards of two rollouts against PyTorch's deviation of all discounted returns so far.</summary>
public sealed class GoldenRewardScaleTests
{
    [Fact]
    public void Rewards_are_divided_by_the_deviation_of_discounted_returns_and_clipped_as_in_torch()
    {
        JsonElement golden = GoldenFile.Open("reward_scale.json");
        int steps = golden.Whole("stepCount"), environments = golden.Whole("environmentCount");
        var scale = new RewardScale(environments, golden.Number("gamma"));
        foreach (JsonElement expected in golden.GetProperty("rollouts").EnumerateArray())
        {
            var rollout = new Rollout(steps, environments, new ObservationLayout(0, 0, 1), 2);
            expected.Floats("rewards").CopyTo(rollout.AllRewards);
            int[] ends = expected.Wholes("ends");
            for (int step = 0; step < steps; step++)
                for (int environment = 0; environment < environments; environment++)
                    rollout.Ends(step)[environment] = ends[step * environments + environment] != 0 ? EpisodeEnd.Terminated
                        : EpisodeEnd.None;

            Assert.Equal(expected.Whole("clipped"), scale.TakeIn(rollout, scale: true));
            GoldenFile.Near(expected.Number("deviation"), Math.Sqrt(scale.Moments.Variance + 1e-8), GoldenFile.Double,
                "Deviation");
            double[] scaled = [.. rollout.AllRewards.ToArray().Select(reward => (double)reward)];
            GoldenFile.Near(expected.Numbers("scaled"), scaled, 1e-6, "Scaled reward");
        }
    }
}
