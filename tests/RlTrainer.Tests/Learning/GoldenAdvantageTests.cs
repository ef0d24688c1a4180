using System.Text.Json;
using RlTrainer.Environments;
using RlTrainer.Learning;

namespace RlTrainer.Tests.Learning;

/// <summary>
/// Advantages against their definition as a sum, computed apart in float64, with episodes that terminate, are truncated, and
/// are cut by the end of the rollout; explained variance and normalisation against PyTorch. Results are float32.
/// </summary>
public sealed class GoldenAdvantageTests
{
    /// <summary>Steps of 1 to 39 bars: the rewards by bar are discounted back here, as an environment does it, and the sums are
    /// torch's.</summary>
    [Fact]
    public void Advantages_of_decisions_that_reach_over_several_bars_are_the_sums_of_the_definition()
    {
        JsonElement golden = GoldenFile.Open("decision_advantages.json");
        int steps = golden.Whole("stepCount"), environments = golden.Whole("environmentCount");
        double gamma = golden.Number("gamma");
        var rollout = new Rollout(steps, environments, new ObservationLayout(0, 0, 1), 2, isByDecision: true);
        float[] barRewards = golden.Floats("barRewards"), values = golden.Floats("values"), finals = golden.Floats("finalValues");
        int[] ends = golden.Wholes("ends"), bars = golden.Wholes("bars");
        for (int at = 0, bar = 0; at < steps * environments; at++)
        {
            double sum = 0.0, reach = 1.0;
            for (int end = bar + bars[at]; bar < end; bar++, reach *= gamma) sum += reach * barRewards[bar];
            (int step, int environment) = (at / environments, at % environments);
            (rollout.Rewards(step)[environment], rollout.Discounts[at]) = ((float)sum, (float)reach);
            rollout.Values(step)[environment] = values[at];
            rollout.Ends(step)[environment] = (EpisodeEnd)ends[at];
            rollout.BootstrapValues(step)[environment] = finals[at];
        }
        golden.Floats("lastValues").CopyTo(rollout.LastValues, 0);
        GoldenFile.Near(golden.Numbers("discounts"), [.. rollout.Discounts], GoldenFile.Rounded, "Discount");
        Advantage.Compute(rollout, gamma, golden.Number("traceDecay"));
        GoldenFile.Near(golden.Numbers("advantages"), [.. rollout.Advantages], GoldenFile.Rounded, "Advantage");
        GoldenFile.Near(golden.Numbers("returns"), [.. rollout.Returns], GoldenFile.Rounded, "Return");
    }

    [Fact]
    public void Advantages_and_returns_of_ended_and_cut_episodes_are_the_sums_of_the_definition()
    {
        JsonElement golden = GoldenFile.Open("advantages.json");
        int steps = golden.Whole("stepCount"), environments = golden.Whole("environmentCount");
        var rollout = new Rollout(steps, environments, new ObservationLayout(0, 0, 1), 2);
        float[] rewards = golden.Floats("rewards"), values = golden.Floats("values"), finals = golden.Floats("finalValues");
        int[] ends = golden.Wholes("ends");
        for (int step = 0; step < steps; step++)
        {
            for (int environment = 0; environment < environments; environment++)
            {
                int at = step * environments + environment;
                rollout.Rewards(step)[environment] = rewards[at];
                rollout.Values(step)[environment] = values[at];
                rollout.Ends(step)[environment] = (EpisodeEnd)ends[at];
                rollout.BootstrapValues(step)[environment] = finals[at];
            }
        }
        golden.Floats("lastValues").CopyTo(rollout.LastValues, 0);
        Advantage.Compute(rollout, golden.Number("gamma"), golden.Number("traceDecay"));
        GoldenFile.Near(golden.Numbers("advantages"), [.. rollout.Advantages], GoldenFile.Rounded, "Advantage");
        GoldenFile.Near(golden.Numbers("returns"), [.. rollout.Returns], GoldenFile.Rounded, "Return");
    }

    [Fact]
    public void Advantages_are_normalised_over_the_decisions_of_a_minibatch_as_in_torch()
    {
        JsonElement golden = GoldenFile.Open("ppo_minibatch.json");
        int actions = golden.Whole("actionCount");
        bool[] isDecision = [.. golden.Bits("masks").Chunk(actions).Select(mask => mask.Sum(bit => bit) > 1)];
        float[] advantages = golden.Floats("rawAdvantages");
        Advantage.Normalize(advantages, isDecision);
        GoldenFile.Near(golden.Numbers("advantages"), [.. advantages], GoldenFile.Rounded, "Normalised advantage");
    }

    [Fact]
    public void Explained_variance_is_that_of_torch()
    {
        foreach (JsonElement golden in GoldenFile.Open("explained_variance.json").Cases())
            GoldenFile.Near(
                golden.Number("explainedVariance"),
                Advantage.ExplainedVariance(golden.Floats("values"), golden.Floats("returns")),
                GoldenFile.Double, "Explained variance");
    }
}
