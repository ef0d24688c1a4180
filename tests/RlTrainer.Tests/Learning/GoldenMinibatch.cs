using System.Text.Json;
using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Policies;

namespace RlTrainer.Tests.Learning;

/// <summary>
/// The minibatch of ppo_minibatch.json, of ppo_layer_norm.json, or of
/// all_actions.json: a tiny network, 16 states, some of them with one legal action.
/// </summary>
internal sealed class GoldenMinibatch
{
    public const string Plain = "ppo_minibatch.json", WithLayerNorm = "ppo_layer_norm.json", AllActions = "all_actions.json";

    private readonly JsonElement _file;
    private readonly int[] _bars, _actions;
    private readonly float[] _dense, _logProbabilities, _advantages, _returns, _oldValues;

    public GoldenMinibatch(string file)
    {
        _file = GoldenFile.Open(file);
        Layout = new ObservationLayout(_file.Whole("windowBars"), _file.Whole("tableFeatures"), _file.Whole("denseCount"));
        Network = new NetworkShape(
            Layout.Size, _file.Wholes("hidden"), _file.Whole("actionCount"))
        { LayerNorm = file == WithLayerNorm };
        Table = _file.Floats("table");
        Masks = _file.Bits("masks");
        _bars = _file.Wholes("bars");
        _dense = _file.Floats("dense");
        _actions = _file.Wholes("actions");
        _logProbabilities = _file.Floats("oldLogProbabilities");
        _advantages = _file.Floats("advantages");
        _returns = _file.Floats("returns");
        _oldValues = _file.Floats("oldValues");
        Weights = new PolicyWeights([.. Network.Tensors().Select(tensor =>
            new WeightTensor(tensor.Name, tensor.Shape, _file.GetProperty("weights").Floats(tensor.Name)))]);
    }

    public ObservationLayout Layout { get; }

    public NetworkShape Network { get; }

    public float[] Table { get; }

    public byte[] Masks { get; }

    public PolicyWeights Weights { get; }

    public double[] Logits => _file.Numbers("logits");

    public double[] Values => _file.Numbers("values");

    public Observations Observations => new(_bars, _dense);

    public Minibatch Batch => _actions.Length == 0
        ? new(Observations, Masks, _logProbabilities, _advantages, _returns, _oldValues)
        : new(Observations, Masks, _logProbabilities, _advantages, _returns, _oldValues) { Actions = _actions };

    /// <summary>File and name of every case of PPO.</summary>
    public static TheoryData<string, string> CaseNames => Named(Plain, WithLayerNorm);

    /// <summary>File and name of every case, those with all actions included.</summary>
    public static TheoryData<string, string> AllCaseNames => Named(Plain, WithLayerNorm, AllActions);

    private static TheoryData<string, string> Named(params string[] files)
    {
        var names = new TheoryData<string, string>();
        foreach (string file in files)
            foreach (JsonElement golden in GoldenFile.Open(file).Cases())
                names.Add(file, golden.GetProperty("name").GetString()!);
        return names;
    }

    public JsonElement Case(string name) => _file.Cases().Single(golden => golden.GetProperty("name").GetString() == name);

    /// <summary>A group of tensors of a case ("gradients", "weightsAfter1"), one after the other in the weights' order.</summary>
    public double[] Tensors(JsonElement golden, string group) =>
        [.. Network.Tensors().SelectMany(tensor => golden.GetProperty(group).Numbers(tensor.Name))];

    public static StepSettings Settings(JsonElement golden)
    {
        JsonElement settings = golden.GetProperty("settings");
        return new StepSettings(
            settings.Float("learningRate"), settings.Float("clipRange"), settings.Float("entropyWeight"),
            settings.Float("valueWeight"),
            settings.Float("gradientNormLimit"), float.PositiveInfinity, settings.Float("valueClipRange"),
            settings.TryGetProperty("limitsNetworksApart", out JsonElement apart) && apart.GetBoolean());
    }

    /// <summary>The logits and values of an engine that begins with the golden weights.</summary>
    public void SameAnswers(IPpoEngine engine, double tolerance)
    {
        float[] logits = new float[Logits.Length], values = new float[Values.Length];
        engine.Evaluate(Observations, logits, values);
        GoldenFile.Near(Logits, [.. logits], tolerance, "Logit");
        GoldenFile.Near(Values, [.. values], tolerance, "Value");
    }

    /// <summary>Three steps of a float32 engine that begins with the golden weights:
    /// what each measured, and the weights after the first and the third.</summary>
    public void SameSteps(IPpoEngine engine, JsonElement golden)
    {
        for (int step = 0; step < 3; step++)
        {
            Compare(golden, step, engine.Step(Batch, Settings(golden)), GoldenFile.Single);
            if (step == 0) SameChanges(golden.GetProperty("weightsAfter1"), engine.Weights());
        }
        SameChanges(golden.GetProperty("weightsAfter3"), engine.Weights());
    }

    /// <summary>What a step measured against the golden step of the same number, counted from 0.</summary>
    public static void Compare(JsonElement golden, int step, MinibatchStatistics actual, double tolerance)
    {
        JsonElement expected = golden.GetProperty("steps")[step];
        Assert.True(actual.Stepped);
        Assert.Equal(expected.Whole("decisionCount"), actual.DecisionCount);
        GoldenFile.Near(expected.Number("policyLoss"), actual.PolicyLoss, tolerance, $"Policy loss of step {step}");
        GoldenFile.Near(expected.Number("valueLoss"), actual.ValueLoss, tolerance, $"Value loss of step {step}");
        GoldenFile.Near(expected.Number("entropy"), actual.Entropy, tolerance, $"Entropy of step {step}");
        GoldenFile.Near(expected.Number("approximateKl"), actual.ApproximateKl, tolerance, $"Approximate KL of step {step}");
        GoldenFile.Near(expected.Number("clipFraction"), actual.ClipFraction, tolerance, $"Clip fraction of step {step}");
        GoldenFile.Near(expected.Number("gradientNorm"), actual.GradientNorm, tolerance, $"Gradient norm of step {step}");
    }

    private void SameChanges(JsonElement expected, PolicyWeights actual)
    {
        foreach (WeightTensor tensor in actual.Tensors)
        {
            double[] after = expected.Numbers(tensor.Name);
            float[] before = Weights[tensor.Name].Values;
            double largest = after.Zip(before, (to, from) => Math.Abs(to - from)).Max();
            for (int index = 0; index < after.Length; index++)
                Assert.Equal(after[index], tensor.Values[index],
                    Math.Min(1e-3 * largest, GoldenFile.Single * Math.Abs(after[index]) + 1e-7));
        }
    }
}
