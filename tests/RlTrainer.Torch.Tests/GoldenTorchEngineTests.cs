using System.Text.Json;
using RlTrainer.Policies;
using RlTrainer.Tests.Learning;

namespace RlTrainer.Torch.Tests;

/// <summary>The torch engine against the golden numbers that the cpu engine is held to, within the same tolerances.</summary>
public sealed class GoldenTorchEngineTests
{
    private static readonly GoldenMinibatch Golden = new();

    [Fact]
    public void Logits_and_values_are_the_golden_ones()
    {
        using TorchEngine engine = Engine();
        float[] logits = new float[Golden.Logits.Length], values = new float[Golden.Values.Length];
        engine.Evaluate(Golden.Observations, logits, values);
        GoldenFile.Near(Golden.Logits, [.. logits], GoldenFile.Single, "Logit");
        GoldenFile.Near(Golden.Values, [.. values], GoldenFile.Single, "Value");
    }

    [Theory]
    [MemberData(nameof(GoldenMinibatch.CaseNames), MemberType = typeof(GoldenMinibatch))]
    public void Statistics_and_weights_after_one_and_three_steps_are_the_golden_ones(string name)
    {
        using TorchEngine engine = Engine();
        JsonElement golden = Golden.Case(name);
        for (int step = 0; step < 3; step++)
        {
            GoldenMinibatch.Compare(golden, step, engine.Step(Golden.Batch, GoldenMinibatch.Settings(golden)), GoldenFile.Single);
            if (step == 0) SameChanges(golden.GetProperty("weightsAfter1"), engine.Weights());
        }
        SameChanges(golden.GetProperty("weightsAfter3"), engine.Weights());
    }

    private static void SameChanges(JsonElement expected, PolicyWeights actual)
    {
        foreach (WeightTensor tensor in actual.Tensors)
        {
            double[] after = expected.Numbers(tensor.Name);
            float[] before = Golden.Weights[tensor.Name].Values;
            double largest = after.Zip(before, (to, from) => Math.Abs(to - from)).Max();
            for (int index = 0; index < after.Length; index++)
                Assert.Equal(after[index], tensor.Values[index], Math.Min(1e-3 * largest, GoldenFile.Single * Math.Abs(after[index]) + 1e-7));
        }
    }

    private static TorchEngine Engine()
    {
        var engine = new TorchEngine(Golden.Layout, Golden.Network, 1, new TorchOptions { Threads = 2 });
        engine.Bind(Golden.Table);
        engine.Load(Golden.Weights);
        return engine;
    }
}
