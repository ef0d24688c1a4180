using System.Text.Json;
using RlTrainer.Policies;
using RlTrainer.Tests.Learning;

namespace RlTrainer.Torch.Tests;

/// <summary>The torch engine against the golden numbers that the cpu engine is held to, within the same tolerances.</summary>
public sealed class GoldenTorchEngineTests
{
    [Theory]
    [InlineData(GoldenMinibatch.Plain)]
    [InlineData(GoldenMinibatch.WithLayerNorm)]
    public void Logits_and_values_are_the_golden_ones(string file)
    {
        var data = new GoldenMinibatch(file);
        using TorchEngine engine = Engine(data);
        float[] logits = new float[data.Logits.Length], values = new float[data.Values.Length];
        engine.Evaluate(data.Observations, logits, values);
        GoldenFile.Near(data.Logits, [.. logits], GoldenFile.Single, "Logit");
        GoldenFile.Near(data.Values, [.. values], GoldenFile.Single, "Value");
    }

    [Theory]
    [MemberData(nameof(GoldenMinibatch.CaseNames), MemberType = typeof(GoldenMinibatch))]
    public void Statistics_and_weights_after_one_and_three_steps_are_the_golden_ones(string file, string name)
    {
        var data = new GoldenMinibatch(file);
        using TorchEngine engine = Engine(data);
        JsonElement golden = data.Case(name);
        for (int step = 0; step < 3; step++)
        {
            GoldenMinibatch.Compare(golden, step, engine.Step(data.Batch, GoldenMinibatch.Settings(golden)), GoldenFile.Single);
            if (step == 0) SameChanges(data, golden.GetProperty("weightsAfter1"), engine.Weights());
        }
        SameChanges(data, golden.GetProperty("weightsAfter3"), engine.Weights());
    }

    private static void SameChanges(GoldenMinibatch data, JsonElement expected, PolicyWeights actual)
    {
        foreach (WeightTensor tensor in actual.Tensors)
        {
            double[] after = expected.Numbers(tensor.Name);
            float[] before = data.Weights[tensor.Name].Values;
            double largest = after.Zip(before, (to, from) => Math.Abs(to - from)).Max();
            for (int index = 0; index < after.Length; index++)
                Assert.Equal(after[index], tensor.Values[index], Math.Min(1e-3 * largest, GoldenFile.Single * Math.Abs(after[index]) + 1e-7));
        }
    }

    private static TorchEngine Engine(GoldenMinibatch data)
    {
        var engine = new TorchEngine(data.Layout, data.Network, 1, new TorchOptions { Threads = 2 });
        engine.Bind(data.Table);
        engine.Load(data.Weights);
        return engine;
    }
}
