using System.Text;
using System.Text.Json;
using RlTrainer.Features;
using RlTrainer.Files;
using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Checkpoints;

/// <summary>
/// Writes and reads checkpoints: one zip with manifest.json, weights.safetensors, normalizers.json and, where a run can be
/// resumed, optimizer.safetensors, trainer.json, environment.bin, the algorithm's own parts (algorithm.…) and run.json.
/// Reading runs no code.
/// </summary>
public static class CheckpointFile
{
    private const string Manifest = "manifest.json", Weights = "weights.safetensors", Normalizers = "normalizers.json",
        Optimizer = "optimizer.safetensors", Trainer = "trainer.json", EnvironmentState = "environment.bin",
        RunState = "run.json";

    private const string First = "first.", Second = "second.", Algorithm = "algorithm.";

    /// <summary>Writes a checkpoint whole or not at all.</summary>
    /// <param name="path">The zip file; its folder is made where it is missing.</param>
    /// <param name="checkpoint">A model, with or without the trainer's state.</param>
    /// <exception cref="IOException">The file cannot be written; an older file of that name is untouched.</exception>
    public static void Write(string path, Checkpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentNullException.ThrowIfNull(path);
        var parts = new Dictionary<string, byte[]>
        {
            [Manifest] = Encoding.UTF8.GetBytes(checkpoint.Manifest.ToJson()),
            [Weights] = SafeTensors.Write(checkpoint.Weights.Tensors),
            [Normalizers] = JsonSerializer.SerializeToUtf8Bytes(new Statistics(checkpoint.Features, checkpoint.Dense.Moments)),
        };
        if (checkpoint.Trainer is { } state)
        {
            parts[Optimizer] = SafeTensors.Write(
                [.. Named(First, state.Optimizer.FirstMoments), .. Named(Second, state.Optimizer.SecondMoments)]);
            parts[Trainer] = JsonSerializer.SerializeToUtf8Bytes(TrainerNumbers.Of(state));
            parts[EnvironmentState] = state.Environment;
            foreach ((string part, byte[] bytes) in state.Algorithm.Parts) parts[Algorithm + part] = bytes;
        }
        if (checkpoint.RunState is { } run) parts[RunState] = Encoding.UTF8.GetBytes(run);
        CheckpointArchive.Write(path, parts);
    }

    /// <summary>Reads a checkpoint and checks it against its own checksums and manifest.</summary>
    /// <param name="path">A zip file that <see cref="Write"/> made.</param>
    /// <returns>The checkpoint; its trainer's state is null in a model that cannot be resumed.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is damaged, foreign, of another version, or its parts do not fit each
    /// other, or a number in it cannot be acted on; the message says which.</exception>
    public static Checkpoint Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string name = PrintableText.Name(Path.GetFileName(path));
        IReadOnlyDictionary<string, byte[]> parts = CheckpointArchive.Read(path);
        var manifest = CheckpointManifest.FromJson(Encoding.UTF8.GetString(Part(parts, Manifest, name)), name);
        try
        {
            Statistics statistics = Json<Statistics>(parts, Normalizers, name);
            var weights = new PolicyWeights(SafeTensors.Read(Part(parts, Weights, name), $"{name}/{Weights}"));
            var checkpoint = new Checkpoint
            {
                Manifest = manifest,
                Weights = weights,
                Features = statistics.Features,
                Dense = new DenseNormalizer(statistics.Dense),
                Trainer = parts.ContainsKey(Trainer) ? State(parts, weights, statistics.Dense, name) : null,
                RunState = parts.TryGetValue(RunState, out byte[]? run) ? Encoding.UTF8.GetString(run) : null,
            };
            weights.CheckedAgainst(checkpoint.Network);
            return checkpoint.Checked(name);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NullReferenceException or InvalidOperationException)
        {
            throw new InvalidDataException(
                $"{name}: its parts do not fit each other ({e.Message.TrimEnd('.')}). Use another checkpoint.", e);
        }
    }

    private static TrainerState State(
        IReadOnlyDictionary<string, byte[]> parts, PolicyWeights weights, IReadOnlyList<RunningMoments> dense, string name)
    {
        IReadOnlyList<WeightTensor> moments = SafeTensors.Read(Part(parts, Optimizer, name), $"{name}/{Optimizer}");
        TrainerNumbers numbers = Json<TrainerNumbers>(parts, Trainer, name);
        return numbers.ToState(
            weights, Unnamed(First, moments), Unnamed(Second, moments), dense, Part(parts, EnvironmentState, name),
            AlgorithmParts(parts, numbers));
    }

    /// <summary>In checkpoints of version 0.1 PPO's numbers stand among the trainer's.</summary>
    private static Dictionary<string, byte[]> AlgorithmParts(
        IReadOnlyDictionary<string, byte[]> parts, TrainerNumbers numbers) => numbers.Algorithm is null
        ? new() { [AlgorithmState.Numbers] = parts[Trainer] }
        : parts.Where(part => part.Key.StartsWith(Algorithm, StringComparison.Ordinal))
            .ToDictionary(part => part.Key[Algorithm.Length..], part => part.Value);

    private static byte[] Part(IReadOnlyDictionary<string, byte[]> parts, string part, string name) =>
        parts.TryGetValue(part, out byte[]? content)
        ? content
        : throw new InvalidDataException($"{name} has no part '{part}'; it is not a whole checkpoint. Use another one.");

    private static T Json<T>(IReadOnlyDictionary<string, byte[]> parts, string part, string name) =>
        JsonSerializer.Deserialize<T>(Part(parts, part, name))
            ?? throw new InvalidDataException($"{name}: the part '{part}' holds null.");

    private static IEnumerable<WeightTensor> Named(string prefix, IEnumerable<WeightTensor> tensors) =>
        tensors.Select(tensor => tensor with { Name = prefix + tensor.Name });

    private static WeightTensor[] Unnamed(string prefix, IEnumerable<WeightTensor> tensors) =>
        [.. tensors.Where(tensor => tensor.Name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(tensor => tensor with { Name = tensor.Name[prefix.Length..] })];

    private sealed record Statistics(FeatureNormalizer Features, IReadOnlyList<RunningMoments> Dense);
}
