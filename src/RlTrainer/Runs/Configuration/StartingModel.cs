using System.Runtime.InteropServices;
using System.Security.Cryptography;
using RlTrainer.Checkpoints;
using RlTrainer.Policies;
using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>The model a run started from, as its configuration remembers it.</summary>
/// <param name="Run">The name of the run that trained it.</param>
/// <param name="Phase">Its phase.</param>
/// <param name="Steps">Environment steps it was trained.</param>
/// <param name="Weights">SHA-256 of its weights, 64 hexadecimal digits.</param>
public sealed record StartingModel(string Run, int Phase, long Steps, string Weights)
{
    /// <summary>The identity of a stored model.</summary>
    /// <param name="model">A model or a checkpoint.</param>
    /// <returns>Run, phase, steps and a hash of the weights.</returns>
    public static StartingModel Of(Checkpoint model)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (WeightTensor tensor in model.Weights.Tensors) hash.AppendData(MemoryMarshal.AsBytes<float>(tensor.Values));
        return new StartingModel(
            model.Manifest.Run, model.Manifest.Phase, model.Manifest.Steps, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
