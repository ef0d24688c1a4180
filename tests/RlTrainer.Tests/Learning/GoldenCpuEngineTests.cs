using System.Text.Json;
using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Tests.Learning;

/// <summary>
/// The CPU engine against PyTorch in float64, at every vector width of this machine: 1e-4 of the largest number of a tensor
/// for gradients, 1e-4 of each weight, and 1e-3 of the largest change that the steps made (Adam's first steps divide a
/// gradient by itself, so the rounding of a sum that nearly cancels enters whole).
/// </summary>
public sealed class GoldenCpuEngineTests
{
    public static TheoryData<string, string, VectorWidth> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, VectorWidth>();
            foreach (object[] golden in GoldenMinibatch.CaseNames)
                foreach (VectorWidth width in VectorWidths.Supported) cases.Add((string)golden[0], (string)golden[1], width);
            return cases;
        }
    }

    [Theory]
    [InlineData(GoldenMinibatch.Plain)]
    [InlineData(GoldenMinibatch.WithLayerNorm)]
    public void Logits_and_values_are_those_of_torch(string file)
    {
        var data = new GoldenMinibatch(file);
        foreach (VectorWidth width in VectorWidths.Supported)
        {
            using CpuEngine engine = Engine(data, width);
            float[] logits = new float[data.Logits.Length], values = new float[data.Values.Length];
            engine.Evaluate(data.Observations, logits, values);
            GoldenFile.Near(data.Logits, [.. logits], GoldenFile.Single, $"Logit, {width}");
            GoldenFile.Near(data.Values, [.. values], GoldenFile.Single, $"Value, {width}");
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_gradient_is_that_of_torch(string file, string name, VectorWidth width)
    {
        var data = new GoldenMinibatch(file);
        using CpuEngine engine = Engine(data, width);
        JsonElement golden = data.Case(name);
        engine.Step(data.Batch, GoldenMinibatch.Settings(golden));
        foreach (WeightTensor actual in engine.Gradients().Tensors)
        {
            double[] expected = golden.GetProperty("gradients").Numbers(actual.Name);
            double largest = expected.Max(Math.Abs);
            for (int index = 0; index < expected.Length; index++)
                Assert.Equal(expected[index], actual.Values[index], GoldenFile.Single * largest);
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Weights_after_one_and_three_steps_are_those_of_torch(string file, string name, VectorWidth width)
    {
        var data = new GoldenMinibatch(file);
        using CpuEngine engine = Engine(data, width);
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

    private static CpuEngine Engine(GoldenMinibatch data, VectorWidth width)
    {
        var engine = new CpuEngine(data.Layout, data.Network, seed: 1, threads: 2, width);
        engine.Bind(data.Table);
        engine.Load(data.Weights);
        return engine;
    }
}
