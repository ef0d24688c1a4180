using System.Globalization;
using RlTrainer.Policies;

namespace RlTrainer.Checkpoints;

/// <summary>
/// A trained policy as an ONNX model (onnx.ai, IR version 8, operator set 13) with its normaliser folded in: raw
/// observation [n, inputs] → logits [n, actions] and value [n, 1]. Any ONNX runtime can then act with it.
/// </summary>
/// <remarks>
/// The graph is clip((x − mean) · scale, ±limit), then for each network Gemm and Relu a hidden layer (LayerNorm between them
/// where the network has it) and one Gemm for the head. What the inputs are stands in the model's metadata, one entry a key.
/// Masking stays the caller's: set illegal
/// logits to minus infinity before the softmax.
/// </remarks>
internal static class OnnxPolicy
{
    /// <summary>Where the model comes from, in the file's own field for it.</summary>
    public const string Domain = "rltrainer.policy";

    /// <summary>Rises when inputs or outputs get another meaning.</summary>
    public const int ModelVersion = 1;

    private const string Description =
        "Raw observation [n, inputs] to logits [n, actions] and value [n, 1]; normalises and clips by itself. "
        + "The caller masks illegal actions and refuses observations with NaN or infinity.";

    private const int FloatType = 1, FloatAttribute = 1, IntAttribute = 2, IntsAttribute = 7;

    /// <summary>The bytes of the model file.</summary>
    /// <param name="network">Layer widths.</param>
    /// <param name="weights">All weights by name.</param>
    /// <param name="means">[inputs] what is subtracted from the raw observation.</param>
    /// <param name="scales">[inputs] what the difference is multiplied by.</param>
    /// <param name="clipLimit">The normalised observation is clipped to ± this.</param>
    /// <param name="metadata">What the inputs, actions and training were.</param>
    /// <exception cref="ArgumentException">The means or scales do not fit the network.</exception>
    public static byte[] Write(
        NetworkShape network, PolicyWeights weights, ReadOnlySpan<float> means, ReadOnlySpan<float> scales, float clipLimit,
        IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(metadata);
        if (means.Length != network.Inputs || scales.Length != network.Inputs)
            throw new ArgumentException(
                $"An ONNX policy of {network.Inputs} inputs had {means.Length} means and {scales.Length} scales; expected one of "
                + $"each an input.");
        var graph = new ProtobufWriter();
        AddNormalizer(graph);
        AddNetwork(graph, "policy", network, "logits");
        AddNetwork(graph, "value", network, "value");
        graph.Text(2, "rltrainer_policy");
        AddConstant(graph, "mean", [network.Inputs], means);
        AddConstant(graph, "scale", [network.Inputs], scales);
        AddConstant(graph, "clip_low", [], [-clipLimit]);
        AddConstant(graph, "clip_high", [], [clipLimit]);
        if (network.LayerNorm) AddConstant(graph, "epsilon", [], [(float)Numerics.NormalizationArithmetic.Epsilon]);
        foreach (WeightTensor tensor in weights.Tensors) AddConstant(graph, tensor.Name, tensor.Shape, tensor.Values);
        graph.Message(11, Port("observation", network.Inputs));
        graph.Message(12, Port("logits", network.Actions));
        graph.Message(12, Port("value", 1));

        var model = new ProtobufWriter().Varint(1, 8).Text(2, "RlTrainer")
            .Text(4, Domain).Varint(5, ModelVersion).Text(6, Description).Message(7, graph)
            .Message(8, new ProtobufWriter().Text(1, "").Varint(2, 13));
        foreach ((string key, string value) in metadata.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            model.Message(14, new ProtobufWriter().Text(1, key).Text(2, value));
        return model.Written.ToArray();
    }

    private static void AddNormalizer(ProtobufWriter graph)
    {
        graph.Message(1, Node("Sub", ["observation", "mean"], "centred"));
        graph.Message(1, Node("Mul", ["centred", "scale"], "scaled"));
        graph.Message(1, Node("Clip", ["scaled", "clip_low", "clip_high"], "normalized"));
    }

    private static void AddNetwork(ProtobufWriter graph, string name, NetworkShape network, string output)
    {
        string input = "normalized";
        for (int layer = 0; layer < network.LayerCount; layer++)
        {
            bool isHead = layer == network.LayerCount - 1;
            string sum = isHead ? output : string.Create(CultureInfo.InvariantCulture, $"{name}.{layer}.sum");
            ProtobufWriter gemm = Node("Gemm", [input, $"{name}.{layer}.weight", $"{name}.{layer}.bias"], sum);
            gemm.Message(5, new ProtobufWriter().Text(1, "transB").Varint(3, 1).Varint(20, IntAttribute));
            gemm.Message(5, new ProtobufWriter().Text(1, "alpha").Float(2, 1f).Varint(20, FloatAttribute));
            graph.Message(1, gemm);
            if (isHead) continue;
            if (network.LayerNorm) sum = AddLayerNorm(graph, string.Create(CultureInfo.InvariantCulture, $"{name}.{layer}"), sum);
            input = string.Create(CultureInfo.InvariantCulture, $"{name}.{layer}.out");
            graph.Message(1, Node("Relu", [sum], input));
        }
    }

    /// <summary>γ·(z − μ)/√(σ² + ε) + β out of operations that every ONNX runtime has; returns the name of the result.</summary>
    private static string AddLayerNorm(ProtobufWriter graph, string layer, string sum)
    {
        graph.Message(1, RowMean(sum, $"{layer}.mean"));
        graph.Message(1, Node("Sub", [sum, $"{layer}.mean"], $"{layer}.centred"));
        graph.Message(1, Node("Mul", [$"{layer}.centred", $"{layer}.centred"], $"{layer}.squares"));
        graph.Message(1, RowMean($"{layer}.squares", $"{layer}.variance"));
        graph.Message(1, Node("Add", [$"{layer}.variance", "epsilon"], $"{layer}.positive"));
        graph.Message(1, Node("Sqrt", [$"{layer}.positive"], $"{layer}.deviation"));
        graph.Message(1, Node("Div", [$"{layer}.centred", $"{layer}.deviation"], $"{layer}.unit"));
        graph.Message(1, Node("Mul", [$"{layer}.unit", $"{layer}.gain"], $"{layer}.scaled"));
        graph.Message(1, Node("Add", [$"{layer}.scaled", $"{layer}.shift"], $"{layer}.normed"));
        return $"{layer}.normed";
    }

    /// <summary>The mean of every row, as a column: ReduceMean over the last axis.</summary>
    private static ProtobufWriter RowMean(string input, string output) => Node("ReduceMean", [input], output)
        .Message(5, new ProtobufWriter().Text(1, "axes").Varint(8, -1).Varint(20, IntsAttribute));

    private static ProtobufWriter Node(string operation, ReadOnlySpan<string> inputs, string output)
    {
        var node = new ProtobufWriter();
        foreach (string input in inputs) node.Text(1, input);
        return node.Text(2, output).Text(3, output + "_node").Text(4, operation);
    }

    private static void AddConstant(ProtobufWriter graph, string name, IReadOnlyList<int> shape, ReadOnlySpan<float> values)
    {
        var tensor = new ProtobufWriter();
        foreach (int dimension in shape) tensor.Varint(1, dimension);
        graph.Message(5, tensor.Varint(2, FloatType).Text(8, name).Floats(9, values));
    }

    private static ProtobufWriter Port(string name, int width)
    {
        ProtobufWriter shape = new ProtobufWriter()
            .Message(1, new ProtobufWriter().Text(2, "n"))
            .Message(1, new ProtobufWriter().Varint(1, width));
        ProtobufWriter tensor = new ProtobufWriter().Varint(1, FloatType).Message(2, shape);
        return new ProtobufWriter().Text(1, name).Message(2, new ProtobufWriter().Message(1, tensor));
    }
}
