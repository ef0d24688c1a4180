using RlTrainer.Tests.Learning;

namespace RlTrainer.Torch.Tests;

/// <summary>The torch engine against the golden numbers that the cpu engine is held to, within the same tolerances.</summary>
public sealed class GoldenTorchEngineTests
{
    [TorchTheory]
    [InlineData(GoldenMinibatch.Plain)]
    [InlineData(GoldenMinibatch.WithLayerNorm)]
    public void Logits_and_values_are_the_golden_ones(string file)
    {
        var data = new GoldenMinibatch(file);
        using TorchEngine engine = Engine(data);
        data.SameAnswers(engine, GoldenFile.Single);
    }

    [TorchTheory]
    [MemberData(nameof(GoldenMinibatch.CaseNames), MemberType = typeof(GoldenMinibatch))]
    public void Statistics_and_weights_after_one_and_three_steps_are_the_golden_ones(string file, string name)
    {
        var data = new GoldenMinibatch(file);
        using TorchEngine engine = Engine(data);
        data.SameSteps(engine, data.Case(name));
    }

    private static TorchEngine Engine(GoldenMinibatch data)
    {
        var engine = new TorchEngine(data.Layout, data.Network, 1, new TorchOptions { Threads = 2 });
        engine.Bind(data.Table);
        engine.Load(data.Weights);
        return engine;
    }
}
