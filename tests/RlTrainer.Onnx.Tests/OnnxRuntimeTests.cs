using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using RlTrainer.Checkpoints;
using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Onnx.Tests;

/// <summary>Exported policies run by ONNX Runtime, a program that shares no code with the exporter.</summary>
public sealed class OnnxRuntimeTests
{
    private const int Count = 1_000, TableFeatures = 9, DenseCount = 8;
    private const float Limit = 10f;
    private static readonly ObservationLayout Layout = new(1, TableFeatures, DenseCount);
    private readonly NetworkShape _network = new(Layout.Size, [64, 32], 6);
    private readonly float[] _means;
    private readonly float[] _scales;
    private readonly float[] _raw;

    public OnnxRuntimeTests()
    {
        Rng draws = Rng.Stream(11, "onnxruntime");
        _means = [.. Enumerable.Range(0, Layout.Size).Select(_ => (float)draws.NextGaussian())];
        _scales = [.. Enumerable.Range(0, Layout.Size).Select(_ => MathF.Exp((float)draws.NextGaussian()))];
        // Six deviations wide on average scales: some 1 number in 10 is clipped.
        _raw = [.. Enumerable.Range(0, Count * Layout.Size).Select(_ => 6f * (float)draws.NextGaussian())];
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_thousand_observations_have_the_engines_logits_and_values_clipped_ones_included(bool layerNorm)
    {
        NetworkShape network = _network with { LayerNorm = layerNorm };
        using var engine = new CpuEngine(Layout, network, seed: 5);
        float[] normalized = Normalized(out int clipped);
        (float[] logits, float[] values) = Ask(engine, normalized);
        (float[] theirs, float[] theirValues) = Run(Model(engine, network), _raw);

        Assert.InRange(clipped, 500, Count * Layout.Size / 2);
        Assert.True(Largest(logits, theirs) < 2e-5f, $"Logits differ by up to {Largest(logits, theirs)}.");
        Assert.True(Largest(values, theirValues) < 2e-5f, $"Values differ by up to {Largest(values, theirValues)}.");
        Assert.True(logits.Max() - logits.Min() > 0.01f, "All logits are alike: nothing was compared.");
    }

    [Fact]
    public void The_model_says_its_version_its_domain_and_what_it_is()
    {
        using var engine = new CpuEngine(Layout, _network, seed: 5);
        using var session = new InferenceSession(Model(engine, _network));
        ModelMetadata metadata = session.ModelMetadata;
        Assert.Equal(1, metadata.Version);
        Assert.Equal("rltrainer.policy", metadata.Domain);
        Assert.Equal("RlTrainer", metadata.ProducerName);
        Assert.Equal("rltrainer_policy", metadata.GraphName);
        Assert.Equal(
            "Raw observation [n, inputs] to logits [n, actions] and value [n, 1]; normalises and clips by itself. The caller "
            + "masks illegal actions and "
            + "refuses observations with NaN or infinity.",
            metadata.Description);
        Assert.Equal("Hold,Buy", metadata.CustomMetadataMap["actions"]);
        Assert.Equal([-1, Layout.Size], session.InputMetadata["observation"].Dimensions);
        Assert.Equal(["n", ""], session.InputMetadata["observation"].SymbolicDimensions);
        Assert.Equal([-1, 6], session.OutputMetadata["logits"].Dimensions);
        Assert.Equal([-1, 1], session.OutputMetadata["value"].Dimensions);
    }

    [Fact]
    public void One_observation_and_many_give_the_same_answers()
    {
        using var engine = new CpuEngine(Layout, _network, seed: 5);
        byte[] model = Model(engine, _network);
        (float[] many, _) = Run(model, _raw);
        (float[] one, _) = Run(model, _raw[..Layout.Size]);
        Assert.True(Largest(many[..6], one) < 1e-6f);
    }

    [Fact]
    public void Infinity_is_clipped_like_any_large_number()
    {
        using var engine = new CpuEngine(Layout, _network, seed: 5);
        float[] infinite = _raw[..Layout.Size], large = [.. infinite];
        infinite[3] = float.PositiveInfinity;
        large[3] = 1e6f;
        byte[] model = Model(engine, _network);
        Assert.Equal(Run(model, large).Logits, Run(model, infinite).Logits);
    }

    [Fact]
    public void A_NaN_in_the_observation_makes_every_answer_NaN()
    {
        using var engine = new CpuEngine(Layout, _network, seed: 5);
        float[] broken = _raw[..Layout.Size];
        broken[3] = float.NaN;
        float[] logits = Run(Model(engine, _network), broken).Logits;
        Assert.All(logits, logit => Assert.True(float.IsNaN(logit), $"A logit was {logit}."));
    }

    [Fact]
    public void A_wrong_weight_would_be_seen()
    {
        using var engine = new CpuEngine(Layout, _network, seed: 5);
        float[] before = Run(Model(engine, _network), _raw).Logits;
        using var other = new CpuEngine(Layout, _network, seed: 6);
        Assert.True(Largest(before, Run(Model(other, _network), _raw).Logits) > 1e-3f);
    }

    private byte[] Model(CpuEngine engine, NetworkShape network) => OnnxPolicy.Write(
        network, engine.Weights(), _means, _scales, Limit, new Dictionary<string, string> { ["actions"] = "Hold,Buy" });

    /// <summary>[observations, inputs] clip((x − mean) · scale, ±limit), in the order of operations that the model has.</summary>
    private float[] Normalized(out int clipped)
    {
        float[] normalized = [.. _raw.Select((x, index) => (x - _means[index % Layout.Size]) * _scales[index % Layout.Size])];
        clipped = normalized.Count(x => MathF.Abs(x) > Limit);
        return [.. normalized.Select(x => Math.Clamp(x, -Limit, Limit))];
    }

    private static (float[] Logits, float[] Values) Ask(CpuEngine engine, float[] normalized)
    {
        int count = normalized.Length / Layout.Size;
        float[] table = [.. Enumerable.Range(0, count)
            .SelectMany(row => normalized.AsSpan(row * Layout.Size, TableFeatures).ToArray())];
        float[] dense = [.. Enumerable.Range(0, count)
            .SelectMany(row => normalized.AsSpan((row * Layout.Size) + TableFeatures, DenseCount).ToArray())];
        float[] logits = new float[count * engine.Network.Actions], values = new float[count];
        engine.Bind(table);
        engine.Evaluate(new Environments.Observations([.. Enumerable.Range(0, count)], dense), logits, values);
        return (logits, values);
    }

    private static (float[] Logits, float[] Values) Run(byte[] model, float[] raw)
    {
        using var session = new InferenceSession(model);
        var input = new DenseTensor<float>(raw, [raw.Length / Layout.Size, Layout.Size]);
        using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> outputs =
            session.Run([NamedOnnxValue.CreateFromTensor("observation", input)]);
        float[] Output(string name) => [.. outputs.Single(output => output.Name == name).AsTensor<float>()];
        return (Output("logits"), Output("value"));
    }

    private static float Largest(float[] left, float[] right)
    {
        Assert.Equal(left.Length, right.Length);
        return left.Zip(right, (a, b) => MathF.Abs(a - b)).Max();
    }
}
