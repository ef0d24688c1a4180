using System.Text.Json;
using RlTrainer.Learning;

namespace RlTrainer.Tests.Learning;

/// <summary>The reference engine against PyTorch: forward pass, gradients and Adam steps in float64.</summary>
public sealed class GoldenReferenceEngineTests
{
    public static TheoryData<string, string> Cases => GoldenMinibatch.AllCaseNames;

    [Theory]
    [InlineData(GoldenMinibatch.Plain)]
    [InlineData(GoldenMinibatch.WithLayerNorm)]
    [InlineData(GoldenMinibatch.AllActions)]
    public void Logits_and_values_are_those_of_torch(string file)
    {
        var data = new GoldenMinibatch(file);
        using ReferenceEngine engine = Engine(data);
        data.SameAnswers(engine, GoldenFile.Rounded);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_gradient_is_that_of_torch(string file, string name)
    {
        var data = new GoldenMinibatch(file);
        using ReferenceEngine engine = Engine(data);
        JsonElement golden = data.Case(name);
        engine.Step(data.Batch, GoldenMinibatch.Settings(golden));
        GoldenFile.Near(data.Tensors(golden, "gradients"), engine.GradientValues(), GoldenFile.Double, "Gradient");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Weights_after_one_and_three_steps_are_those_of_torch(string file, string name)
    {
        var data = new GoldenMinibatch(file);
        using ReferenceEngine engine = Engine(data);
        JsonElement golden = data.Case(name);
        for (int step = 0; step < 3; step++)
        {
            GoldenMinibatch.Compare(golden, step, engine.Step(data.Batch, GoldenMinibatch.Settings(golden)), GoldenFile.Rounded);
            if (step == 0)
                GoldenFile.Near(data.Tensors(golden, "weightsAfter1"), engine.WeightValues(), GoldenFile.Double,
                    "Weight after 1 step");
        }
        GoldenFile.Near(data.Tensors(golden, "weightsAfter3"), engine.WeightValues(), GoldenFile.Double, "Weight after 3 steps");
    }

    private static ReferenceEngine Engine(GoldenMinibatch data)
    {
        var engine = new ReferenceEngine(data.Layout, data.Network, 1);
        engine.Bind(data.Table);
        engine.Load(data.Weights);
        return engine;
    }
}
