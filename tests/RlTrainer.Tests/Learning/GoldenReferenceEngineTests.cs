using System.Text.Json;
using RlTrainer.Learning;

namespace RlTrainer.Tests.Learning;

/// <summary>The reference engine against PyTorch: forward pass, gradients and Adam steps in float64.</summary>
public sealed class GoldenReferenceEngineTests
{
    private static readonly GoldenMinibatch Golden = new();

    public static TheoryData<string> Cases => GoldenMinibatch.CaseNames;

    [Fact]
    public void Logits_and_values_are_those_of_torch()
    {
        using ReferenceEngine engine = Engine();
        float[] logits = new float[Golden.Logits.Length], values = new float[Golden.Values.Length];
        engine.Evaluate(Golden.Observations, logits, values);
        GoldenFile.Near(Golden.Logits, [.. logits], GoldenFile.Rounded, "Logit");
        GoldenFile.Near(Golden.Values, [.. values], GoldenFile.Rounded, "Value");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_gradient_is_that_of_torch(string name)
    {
        using ReferenceEngine engine = Engine();
        JsonElement golden = Golden.Case(name);
        engine.Step(Golden.Batch, GoldenMinibatch.Settings(golden));
        GoldenFile.Near(Golden.Tensors(golden, "gradients"), engine.GradientValues(), GoldenFile.Double, "Gradient");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Weights_after_one_and_three_steps_are_those_of_torch(string name)
    {
        using ReferenceEngine engine = Engine();
        JsonElement golden = Golden.Case(name);
        for (int step = 0; step < 3; step++)
        {
            GoldenMinibatch.Compare(golden, step, engine.Step(Golden.Batch, GoldenMinibatch.Settings(golden)), GoldenFile.Rounded);
            if (step == 0) GoldenFile.Near(Golden.Tensors(golden, "weightsAfter1"), engine.WeightValues(), GoldenFile.Double, "Weight after 1 step");
        }
        GoldenFile.Near(Golden.Tensors(golden, "weightsAfter3"), engine.WeightValues(), GoldenFile.Double, "Weight after 3 steps");
    }

    private static ReferenceEngine Engine()
    {
        var engine = new ReferenceEngine(Golden.Layout, Golden.Network, 1);
        engine.Bind(Golden.Table);
        engine.Load(Golden.Weights);
        return engine;
    }
}
