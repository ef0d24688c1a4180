using RlTrainer.Learning;
using RlTrainer.Policies;

namespace RlTrainer.Tests.Learning;

public sealed class InputGradientTests
{
    [Fact]
    public void A_network_of_one_hidden_unit_is_differentiated_by_hand()
    {
        // h = relu(2x − y), z = (3h, −h): at (1, 1) h = 1 is on; ∂(z₀ −
        // z₁)/∂(x, y) = (3 + 1) · (2, −1) = (8, −4). At (0, 1) h is off: 0.
        var network = new NetworkShape(2, [1], 2);
        var weights = new PolicyWeights(
        [
            new("policy.0.weight", [1, 2], [2, -1]), new("policy.0.bias", [1], [0]), new("policy.1.weight", [2, 1], [3, -1]),
            new("policy.1.bias", [2], [5, 7]),
            new("value.0.weight", [1, 2], [0, 0]), new("value.0.bias", [1], [0]), new("value.1.weight", [1, 1], [0]),
            new("value.1.bias", [1], [0]),
        ]);
        Assert.Equal([8.0, -4.0], InputGradient.Of(weights, network, [1, 1], [1, -1]));
        Assert.Equal([0.0, 0.0], InputGradient.Of(weights, network, [0, 1], [1, -1]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_is_the_slope_that_finite_differences_of_the_engine_show(bool layerNorm)
    {
        var network = new NetworkShape(6, [32, 16], 3) { LayerNorm = layerNorm };
        PolicyWeights weights = WeightInitialisation.Orthogonal(network, 3);
        using var engine = new ReferenceEngine(new(0, 0, 6), network, 3);
        engine.Load(weights);
        float[] at = [0.3f, -0.2f, 0.9f, -1.1f, 0.4f, 0.05f];
        double[] gradient = InputGradient.Of(weights, network, at, [0, 1, -1]);
        for (int index = 0; index < 6; index++)
        {
            const float step = 0.001f;
            float[] up = [.. at], down = [.. at];
            up[index] += step;
            down[index] -= step;
            Assert.Equal((Side(engine, up) - Side(engine, down)) / (2 * step), gradient[index], 4);
        }
    }

    private static double Side(ReferenceEngine engine, float[] dense)
    {
        float[] logits = new float[3], values = new float[1];
        engine.Evaluate(new(new int[1], dense), logits, values);
        return logits[1] - logits[2];
    }
}
