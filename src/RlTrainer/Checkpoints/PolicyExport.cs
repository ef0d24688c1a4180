using System.Globalization;
using RlTrainer.Features;
using RlTrainer.Numerics;

namespace RlTrainer.Checkpoints;

/// <summary>
/// A stored model as an ONNX file: raw observations in, logits and value out, both normalisers folded in. The metadata says
/// what every input is, so that a program in any language can build the observation.
/// </summary>
public static class PolicyExport
{
    /// <summary>The bytes of the ONNX file.</summary>
    /// <param name="checkpoint">A model or a checkpoint.</param>
    /// <returns>A whole ONNX model: raw inputs [n, inputs] → logits [n, actions], values [n].</returns>
    /// <exception cref="ArgumentException">The parts of the checkpoint do not fit each other.</exception>
    /// <exception cref="InvalidDataException">A weight or deviation is no number that can be acted on; the message names
    /// it.</exception>
    public static byte[] Onnx(Checkpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        _ = checkpoint.Checked($"The model of run '{checkpoint.Manifest.Run}'");
        (float[] means, float[] scales) = Normalizer(checkpoint);
        return OnnxPolicy.Write(
            checkpoint.Network, checkpoint.Weights, means, scales, FeatureNormalizer.ClipLimit, Metadata(checkpoint));
    }

    /// <summary>The names of all inputs: every feature of the oldest bar first ("close[t-19]" … "close[t]"), then position
    /// and account.</summary>
    /// <param name="checkpoint">A model or a checkpoint.</param>
    /// <returns>[inputs] one name an input, in the order of the exported model's columns.</returns>
    public static IReadOnlyList<string> InputNames(Checkpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        CheckpointManifest manifest = checkpoint.Manifest;
        IEnumerable<string> window =
            Enumerable.Range(0, manifest.WindowBars).SelectMany(row => manifest.Features.Select(feature =>
            string.Create(CultureInfo.InvariantCulture,
                $"{feature}[t{(row == manifest.WindowBars - 1 ? "" : $"-{manifest.WindowBars - 1 - row}")}]")));
        return [.. window, .. DenseNames.Take(manifest.DenseCount)];
    }

    /// <summary>The dense part of an observation in order: position, then account.</summary>
    public static IReadOnlyList<string> DenseNames { get; } =
    [
        "side", "unrealised_r", "stop_distance_atr", "target_distance_atr", "time_in_position", "threshold_room",
        "day_limit_room", "target_progress",
    ];

    /// <summary>[inputs] means and scales: the frozen feature statistics repeated for every bar of the window, then the
    /// dense ones.</summary>
    private static (float[] Means, float[] Scales) Normalizer(Checkpoint checkpoint)
    {
        FeatureNormalizer features = checkpoint.Features;
        int width = checkpoint.Manifest.Features.Count, window = checkpoint.Manifest.WindowBars * width;
        float[] means = new float[checkpoint.Network.Inputs], scales = new float[checkpoint.Network.Inputs];
        for (int index = 0; index < window; index++)
        {
            double deviation = features.Deviations[index % width];
            means[index] = (float)features.Means[index % width];
            scales[index] = deviation > 1e-12 ? (float)(1.0 / deviation) : 0f;
        }
        IReadOnlyList<RunningMoments> dense = checkpoint.Dense.Moments;
        for (int index = 0; index < dense.Count; index++)
        {
            means[window + index] = (float)dense[index].Mean;
            scales[window + index] = dense[index].Count == 0 ? 1f : (float)(1.0 / Math.Sqrt(dense[index].Variance + 1e-8));
        }
        return (means, scales);
    }

    private static Dictionary<string, string> Metadata(Checkpoint checkpoint)
    {
        CheckpointManifest manifest = checkpoint.Manifest;
        return new Dictionary<string, string>
        {
            ["actions"] = string.Join(',', manifest.Actions),
            ["inputs"] = string.Join(',', InputNames(checkpoint)),
            ["features"] = string.Join(',', manifest.Features),
            ["feature_set"] = manifest.FeatureSet,
            ["window_bars"] = manifest.WindowBars.ToString(CultureInfo.InvariantCulture),
            ["instrument"] = manifest.Instrument,
            ["phase"] = manifest.Phase.ToString(CultureInfo.InvariantCulture),
            ["rules"] = manifest.Rules,
            ["run"] = manifest.Run,
            ["seed"] = manifest.Seed.ToString(CultureInfo.InvariantCulture),
            ["steps"] = manifest.Steps.ToString(CultureInfo.InvariantCulture),
            ["data_sha256"] = manifest.DataHash,
            ["program"] = $"RlTrainer {manifest.CodeVersion}",
            ["purpose"] = "research and simulation only; funded-trader programmes prohibit automated trading",
        };
    }
}
