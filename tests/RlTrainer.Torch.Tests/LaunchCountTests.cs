using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Policies;
using RlTrainer.Tests.Learning;

namespace RlTrainer.Torch.Tests;

/// <summary>
/// Launches of the default network, counted by hand beside the code. With the table of windows: a selection and a
/// concatenation; per network four layers and three ReLUs; backward per network four products and four sums for the weights,
/// three products and three masks for the inputs. PyTorch's own record of its operators (at::RecordFunction, outside the
/// tests) had the same figures: 111, 112 and 122 an update, 17 an evaluation. A GPU adds three copies to it and one back.
/// </summary>
public sealed class LaunchCountTests
{
    private const int Gather = 2, Forward = 2 * (4 + 3), Policy = 28, Value = 6, Backward = 2 * (2 * 4 + 2 * 3), Decide = 8,
        Adam = 25;

    private static readonly ObservationLayout Layout = new(20, 11, 8);
    private static readonly NetworkShape Network = new(228, [512, 256, 128], 3);

    [TorchTheory]
    [InlineData(true, 0f, 0)]
    [InlineData(false, 0f, 1)]     // the rows of the decisions are selected
    // value clipping: the move, its limit in three, its loss, the comparison, two choices of 4 and 1
    [InlineData(true, 0.2f, 11)]
    public void An_update_launches_as_many_operations_as_its_code_has(bool isAllDecisions, float valueClipRange, int further)
    {
        var data = new EngineCase(Layout, Network, 16, seed: 7, decisionShare: 0.5);
        if (isAllDecisions) Array.Fill(data.Masks, (byte)1);
        using TorchEngine engine = Bound(data);
        StepSettings settings = EngineCase.Settings with { ValueClipRange = valueClipRange };
        for (int step = 0; step < 2; step++)
        {
            long before = engine.Launches!.Value;
            engine.Step(data.Minibatch, settings);
            Assert.Equal(Gather + Forward + Policy + Value + Backward + Decide + Adam + further, engine.Launches - before);
        }
    }

    [TorchFact]
    public void An_evaluation_launches_a_gather_the_layers_and_one_concatenation()
    {
        var data = new EngineCase(Layout, Network, 64, seed: 7);
        using TorchEngine engine = Bound(data);
        engine.Evaluate(data.Observations, new float[64 * 3], new float[64]);
        Assert.Equal(Gather + Forward + 1, engine.Launches);
    }

    private static TorchEngine Bound(EngineCase data)
    {
        var engine = new TorchEngine(data.Layout, data.Network, 3, new TorchOptions { Threads = 2 });
        engine.Bind(data.Table);
        return engine;
    }
}
