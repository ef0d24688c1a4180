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
            foreach (object[] golden in GoldenMinibatch.AllCaseNames)
                foreach (VectorWidth width in VectorWidths.Supported) cases.Add((string)golden[0], (string)golden[1], width);
            return cases;
        }
    }

    [Theory]
    [InlineData(GoldenMinibatch.Plain)]
    [InlineData(GoldenMinibatch.WithLayerNorm)]
    [InlineData(GoldenMinibatch.AllActions)]
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
        data.SameSteps(engine, data.Case(name));
    }

    private static CpuEngine Engine(GoldenMinibatch data, VectorWidth width)
    {
        var engine = new CpuEngine(data.Layout, data.Network, seed: 1, threads: 2, width);
        engine.Bind(data.Table);
        engine.Load(data.Weights);
        return engine;
    }
}
