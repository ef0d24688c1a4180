using RlTrainer.Checkpoints;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Tests.Checkpoints;

public sealed class OnnxPolicyTests
{
    private static readonly NetworkShape Shape = new(5, [4, 3], 2);
    private static readonly float[] Means = [0.5f, -1f, 2f, 0f, 0.25f];
    private static readonly float[] Scales = [2f, 0.5f, 1f, 100f, 4f];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_graph_evaluated_node_by_node_gives_the_networks_outputs(bool layerNorm)
    {
        PolicyWeights weights = Weights(layerNorm);
        var graph = new ProtobufReader(
            OnnxPolicy.Write(Shape with { LayerNorm = layerNorm }, weights, Means, Scales, 10f, Metadata())).Messages(7).Single();
        float[] observation = [1f, 2f, -3f, 0.5f, -0.75f];
        var values = new Dictionary<string, double[]> { ["observation"] = [.. observation.Select(x => (double)x)] };
        foreach (ProtobufReader tensor in graph.Messages(5))
            values[tensor.Texts(8).Single()] = [.. tensor.Floats(9).Select(x => (double)x)];
        foreach (ProtobufReader node in graph.Messages(1))
            values[node.Texts(2).Single()] = Evaluate(node.Texts(4).Single(), [.. node.Texts(1).Select(name => values[name])]);

        // x3 = (0.5 − 0) · 100 = 50 is clipped to 10.
        double[] normalized = [1, 1.5, -5, 10, -4];
        Assert.Equal(normalized, values["normalized"]);
        AssertClose(Forward(weights, "policy", normalized), values["logits"]);
        AssertClose(Forward(weights, "value", normalized), values["value"]);
    }

    [Fact]
    public void The_model_says_its_versions_its_ports_and_its_metadata()
    {
        var model = new ProtobufReader(OnnxPolicy.Write(Shape, Weights(), Means, Scales, 10f, Metadata()));
        Assert.Equal([8L], model.Numbers(1));
        Assert.Equal(["rltrainer.policy"], model.Texts(4));
        Assert.Equal([1L], model.Numbers(5));
        Assert.StartsWith("Raw observation [n, inputs] to logits [n, actions] and value [n, 1]; ", model.Texts(6).Single(),
            StringComparison.Ordinal);
        Assert.Equal([13L], model.Messages(8).Single().Numbers(2));
        var graph = model.Messages(7).Single();
        Assert.Equal(["observation"], graph.Messages(11).Select(port => port.Texts(1).Single()));
        Assert.Equal(["logits", "value"], graph.Messages(12).Select(port => port.Texts(1).Single()));
        Assert.Equal(["actions=Hold,Buy", "features=a,b"],
            model.Messages(14).Select(entry => $"{entry.Texts(1).Single()}={entry.Texts(2).Single()}"));
    }

    [Fact]
    public void A_normaliser_of_another_width_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => OnnxPolicy.Write(Shape, Weights(), [0f], Scales, 10f, Metadata()));
        Assert.Equal("An ONNX policy of 5 inputs had 1 means and 5 scales; expected one of each an input.", error.Message);
    }

    private static Dictionary<string, string> Metadata() => new() { ["features"] = "a,b", ["actions"] = "Hold,Buy" };

    private static PolicyWeights Weights(bool layerNorm = false)
    {
        Rng draws = Rng.Stream(7, "onnx");
        var tensors = new List<WeightTensor>();
        foreach ((string network, int outputs) in new[] { ("policy", 2), ("value", 1) })
        {
            int[] widths = [5, 4, 3, outputs];
            for (int layer = 0; layer < 3; layer++)
            {
                tensors.Add(new WeightTensor(
                    $"{network}.{layer}.weight", [widths[layer + 1], widths[layer]],
                    Draw(ref draws, widths[layer + 1] * widths[layer])));
                tensors.Add(new WeightTensor($"{network}.{layer}.bias", [widths[layer + 1]], Draw(ref draws, widths[layer + 1])));
                if (!layerNorm || layer == 2) continue;
                tensors.Add(new WeightTensor($"{network}.{layer}.gain", [widths[layer + 1]], Draw(ref draws, widths[layer + 1])));
                tensors.Add(new WeightTensor(
                    $"{network}.{layer}.shift", [widths[layer + 1]], Draw(ref draws, widths[layer + 1])));
            }
        }
        return new PolicyWeights(tensors);
    }

    private static float[] Draw(ref Rng draws, int count)
    {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) values[i] = (float)draws.NextGaussian();
        return values;
    }

    private static double[] Evaluate(string operation, double[][] inputs) => operation switch
    {
        "Sub" => [.. inputs[0].Select((a, index) => a - inputs[1][index % inputs[1].Length])],
        "Mul" => [.. inputs[0].Zip(inputs[1], (a, b) => a * b)],
        "Add" => [.. inputs[0].Select((a, index) => a + inputs[1][index % inputs[1].Length])],
        "Div" => [.. inputs[0].Select((a, index) => a / inputs[1][index % inputs[1].Length])],
        "Sqrt" => [.. inputs[0].Select(Math.Sqrt)],
        "ReduceMean" => [inputs[0].Average()],
        "Clip" => [.. inputs[0].Select(x => Math.Clamp(x, inputs[1][0], inputs[2][0]))],
        "Relu" => [.. inputs[0].Select(x => Math.Max(x, 0))],
        "Gemm" => Layer(inputs[0], inputs[1], inputs[2]),
        _ => throw new InvalidDataException(operation),
    };

    private static double[] Layer(double[] input, double[] weight, double[] bias) =>
        [.. bias.Select((b, row) => b + input.Select((x, column) => x * weight[row * input.Length + column]).Sum())];

    private static double[] Forward(PolicyWeights weights, string network, double[] input)
    {
        for (int layer = 0; layer < 3; layer++)
        {
            double[] weight = [.. weights[$"{network}.{layer}.weight"].Values.Select(x => (double)x)];
            double[] bias = [.. weights[$"{network}.{layer}.bias"].Values.Select(x => (double)x)];
            input = Layer(input, weight, bias);
            if (layer < 2 && weights.Tensors.Any(tensor => tensor.Name == $"{network}.{layer}.gain"))
            {
                double mean = input.Average(), variance = input.Average(x => (x - mean) * (x - mean)) + (float)1e-5;
                float[] gain = weights[$"{network}.{layer}.gain"].Values, shift = weights[$"{network}.{layer}.shift"].Values;
                input = [.. input.Select((x, unit) => gain[unit] * (x - mean) / Math.Sqrt(variance) + shift[unit])];
            }
            if (layer < 2) input = [.. input.Select(x => Math.Max(x, 0))];
        }
        return input;
    }

    private static void AssertClose(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-9);
    }
}
