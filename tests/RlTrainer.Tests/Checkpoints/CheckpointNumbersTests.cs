using System.Text;
using System.Text.Json.Nodes;
using RlTrainer.Checkpoints;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Tests.Checkpoints;

/// <summary>A model whose numbers cannot be acted on is refused where it is read, exported and judged, with the tensor's
/// name.</summary>
public sealed class CheckpointNumbersTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("numbers-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.PositiveInfinity, "Infinity")]
    [InlineData(float.NegativeInfinity, "-Infinity")]
    [InlineData(2e6f, "2000000")]
    [InlineData(-1e30f, "-1E+30")]
    public void A_weight_that_is_no_number_or_absurd_is_named(float value, string printed)
    {
        Checkpoint bad = Model(weight: value);
        Assert.Equal(
            $"m.zip: the weight policy.0.weight[3] was {printed}; expected a number in [-1000000, 1000000]. The model cannot "
                + $"be used; take another checkpoint of the run.",
            Refusal(bad));
        Assert.StartsWith("The model of run 'cart pole': the weight policy.0.weight[3] was ",
            Assert.Throws<InvalidDataException>(() => PolicyExport.Onnx(bad)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "-1", "the deviation of feature 'b' was -1; expected a number in [0, 1000000000000], where 0 is a feature "
        + "that never varied.")]
    [InlineData("0", "1e999", "the deviation of feature 'b' was Infinity; expected a number in [0, 1000000000000], where 0 is "
        + "a feature that never varied.")]
    [InlineData("1e999", "1", "the mean of feature 'b' was Infinity; expected a number in ±1000000000000.")]
    [InlineData("1e13", "1", "the mean of feature 'b' was 10000000000000; expected a number in ±1000000000000.")]
    public void Statistics_of_features_are_looked_at(string mean, string deviation, string message)
    {
        CheckpointFile.Write(At("m.zip"), Model());
        Dictionary<string, byte[]> parts = CheckpointArchive.Read(At("m.zip")).ToDictionary();
        string text = Encoding.UTF8.GetString(parts["normalizers.json"])
            .Replace("\"Means\":[0,0]", $"\"Means\":[0,{mean}]", StringComparison.Ordinal)
            .Replace("\"Deviations\":[1,1]", $"\"Deviations\":[1,{deviation}]", StringComparison.Ordinal);
        CheckpointArchive.Write(At("m.zip"), new Dictionary<string,
            byte[]>(parts)
        { ["normalizers.json"] = Encoding.UTF8.GetBytes(text) });
        Assert.Equal($"m.zip: {message}{Use}", Assert.Throws<InvalidDataException>(
            () => CheckpointFile.Read(At("m.zip"))).Message);
    }

    [Fact]
    public void A_normaliser_that_is_no_number_in_memory_is_not_exported()
    {
        Checkpoint bad = Model(features: new FeatureNormalizer("Two", ["a", "b"], [0, 0], [1, double.NaN]));
        Assert.StartsWith(
            "The model of run 'cart pole': the deviation of feature 'b' was NaN;",
            Assert.Throws<InvalidDataException>(() => PolicyExport.Onnx(bad)).Message, StringComparison.Ordinal);
        Checkpoint dense = Model(dense: [new RunningMoments(10, double.NaN, 4), new RunningMoments(10, 0, 10)]);
        Assert.Contains("mean NaN", Assert.Throws<InvalidDataException>(() => PolicyExport.Onnx(dense)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_feature_that_never_varied_is_read_and_a_model_that_sees_nothing_is_not()
    {
        var one = new FeatureNormalizer("Two", ["a", "b"], [0, 5], [1, 0]);
        CheckpointFile.Write(At("m.zip"), Model(features: one));
        Assert.Equal([1.0, 0.0], CheckpointFile.Read(At("m.zip")).Features.Deviations);
        Assert.Equal(
            "m.zip: the deviations of all 2 features were 0; expected at least one above 0, since this model would see nothing "
                + "of the market." + Use,
            Refusal(Model(features: one with { Deviations = [0, 0] })));
        Assert.Equal(
            "m.zip: the feature normaliser has 2 names, 1 means and 2 deviations; expected 2 of each, one a feature of the "
                + "manifest." + Use,
            Refusal(Model(features: one with { Means = [0] })));
    }

    [Fact]
    public void Statistics_of_positions_are_looked_at()
    {
        RunningMoments good = new(10, 1, 4);
        Assert.Equal(
            "m.zip: the statistics of position number 1 were count 10, mean 1, squared deviations -4; expected a count and a "
                + "sum of 0 or more and a mean in ±1000000000000." + Use,
            Refusal(Model(dense: [good, good with { SquaredDeviations = -4 }])));
        Assert.Equal("m.zip: the normaliser of positions has 1 entries; expected 2." + Use, Refusal(Model(dense: [good])));
    }

    [Fact]
    public void The_trainers_numbers_are_looked_at_in_a_checkpoint_to_resume()
    {
        Checkpoint whole = Model() with { RunState = "{}" };
        TrainerState State(Func<WeightTensor, float> second, double reward = 0, long steps = 0) => new(
            0, steps, whole.Weights, new OptimizerState(
                whole.Weights.Tensors, [.. whole.Weights.Tensors.Select(
                    tensor => tensor with { Values = [.. tensor.Values.Select(_ => second(tensor))] })], 1),
            whole.Dense.Moments, [reward], [0], [], new AlgorithmState("ppo", 1, new Dictionary<string, byte[]>()));
        CheckpointFile.Write(At("m.zip"), whole with { Trainer = State(_ => 0f) });
        Assert.True(CheckpointFile.Read(At("m.zip")).IsResumable);
        Assert.Contains("the second moment policy.0.bias[0] was -1; expected a number in [0,", Refusal(
            whole with { Trainer = State(tensor => tensor.Name == "policy.0.bias" ? -1f : 0f) }), StringComparison.Ordinal);
        Assert.Contains("the trainer had 0 updates, -5 steps", Refusal(whole with { Trainer = State(_ => 0f, steps: -5) }),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Run", "null", "has a manifest that cannot be read (")]
    [InlineData("Features", "null", "has a manifest that cannot be read (")]
    [InlineData("Features", "[null, \"b\"]", "has a manifest that cannot be: a name in a list was null.")]
    [InlineData("Run", "\"\\ud800\"", "has a manifest that cannot be read (")]
    [InlineData("Run", "\"a\\n\\u001b[2Jb\"", "has a manifest that cannot be: the name 'a\\u000a\\u001b[2Jb' holds a control "
        + "character; expected a plain one.")]
    [InlineData("Steps", "9223372036854775807", "has a manifest that cannot be: Steps was 9223372036854775807; expected 0 to "
        + "1000000000000000.")]
    [InlineData("WindowBars", "2147483647", "has a manifest that cannot be: WindowBars was 2147483647; expected 0 to 65536.")]
    [InlineData("WindowBars", "60000", "has a manifest that cannot be: 60000 bars of 2 features and 2 numbers of a position "
        + "were announced; expected 1 to 65536 inputs.")]
    [InlineData("Hidden", "[2147483647, 2147483647]", "has a manifest that cannot be: Hidden was not 1 to 16 widths of 1 to "
        + "16384.")]
    [InlineData("DataHash", "\"\"", "has a manifest that cannot be: DataHash was ''; expected a SHA-256 in hexadecimal digits.")]
    public void A_manifest_with_a_hostile_field_is_refused_in_a_sentence(string field, string value, string expected)
    {
        JsonNode json = JsonNode.Parse(Model().Manifest.ToJson())!;
        string text = json.ToJsonString().Replace(
            $"\"{field}\":{json[field]!.ToJsonString()}", $"\"{field}\":{value}", StringComparison.Ordinal);
        string message = Assert.Throws<InvalidDataException>(() => CheckpointManifest.FromJson(text, "m.zip")).Message;
        Assert.StartsWith("m.zip " + expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', message);
    }

    [Fact]
    public void A_policy_whose_outputs_are_no_numbers_acts_on_nothing()
    {
        using var engine = new CpuEngine(new ObservationLayout(0, 0, 2), new NetworkShape(2, [4], 2), seed: 1, threads: 1);
        // Each weight is finite, their products are not: 1e30 · 1e30.
        engine.Load(new PolicyWeights(
            [.. engine.Weights().Tensors.Select(tensor => tensor with { Values = [.. tensor.Values.Select(_ => 1e30f)] })]));
        EnginePolicy policy = EnginePolicy.Greedy(engine, DenseNormalizer.Identity(2));
        int[] actions = new int[1];
        Assert.StartsWith(
            "The policy's logits[0] was ",
            Assert.Throws<NonFiniteException>(() => policy.Act(new Observations(new int[1], [1f, 1f]), [1, 1], actions)).Message,
                StringComparison.Ordinal);
    }

    private const string Use = " The model cannot be used; take another checkpoint of the run.";

    private string At(string name) => Path.Combine(_folder, name);

    private string Refusal(Checkpoint bad)
    {
        CheckpointFile.Write(At("m.zip"), bad);
        return Assert.Throws<InvalidDataException>(() => CheckpointFile.Read(At("m.zip"))).Message;
    }

    private static Checkpoint Model(float weight = 0.5f, FeatureNormalizer? features = null, RunningMoments[]? dense = null)
    {
        var shape = new NetworkShape(2 * 2 + 2, [4], 2);
        WeightTensor[] tensors = [.. shape.Tensors().Select(
            tensor => new WeightTensor(tensor.Name, tensor.Shape,
                [.. Enumerable.Repeat(0.25f, tensor.Shape.Aggregate(1, (product, size) => product * size))]))];
        tensors[0].Values[3] = weight;
        return new Checkpoint
        {
            Manifest = CheckpointFileTests.Manifest(
                100) with
            { FeatureSet = "Two", Features = ["a", "b"], WindowBars = 2, DenseCount = 2, Hidden = [4] },
            Weights = new PolicyWeights(tensors),
            Features = features ?? new FeatureNormalizer("Two", ["a", "b"], [0, 0], [1, 1]),
            Dense = new DenseNormalizer(dense ?? [new RunningMoments(10, 0, 10), new RunningMoments(10, 0, 10)]),
        };
    }
}
