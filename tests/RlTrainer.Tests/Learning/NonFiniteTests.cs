using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Policies;

namespace RlTrainer.Tests.Learning;

public sealed class NonFiniteTests
{
    [Fact]
    public void A_dense_number_that_is_not_finite_stops_the_step_by_name()
    {
        EngineCase data = Case();
        data.Dense[5] = float.NaN;
        Assert.Equal("observations.dense[5] was NaN; expected a finite number.", Message(data));
    }

    [Fact]
    public void A_return_that_is_infinite_stops_the_step_by_name()
    {
        EngineCase data = Case();
        data.Returns[3] = float.PositiveInfinity;
        Assert.Equal("returns[3] was Infinity; expected a finite number.", Message(data));
    }

    [Fact]
    public void A_weight_that_is_not_finite_stops_the_step_by_name()
    {
        EngineCase data = Case();
        using var engine = new CpuEngine(data.Layout, data.Network, 1, threads: 2);
        PolicyWeights weights = engine.Weights();
        weights["value.1.bias"].Values[0] = float.NaN;
        engine.Load(weights);
        engine.Bind(data.Table);
        var error = Assert.Throws<NonFiniteException>(() => engine.Step(data.Minibatch, EngineCase.Settings));
        Assert.Equal("value.1.bias[0] was NaN; expected a finite number.", error.Message);
    }

    private static EngineCase Case() => new(new ObservationLayout(3, 4, 2), new NetworkShape(14, [32], 3), 20, seed: 1);

    private static string Message(EngineCase data)
    {
        using var engine = new CpuEngine(data.Layout, data.Network, 1, threads: 2);
        engine.Bind(data.Table);
        return Assert.Throws<NonFiniteException>(() => engine.Step(data.Minibatch, EngineCase.Settings)).Message;
    }
}
