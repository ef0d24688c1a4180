using RlTrainer.Features;
using RlTrainer.Learning;
using RlTrainer.Policies;

namespace RlTrainer.Checkpoints;

/// <summary>
/// A model (weights, normalisers, manifest) and, where a run can be resumed from it, the trainer's whole state and the
/// run's own.
/// </summary>
public sealed record Checkpoint
{
    /// <summary>What this is of.</summary>
    public required CheckpointManifest Manifest { get; init; }

    /// <summary>The networks.</summary>
    public required PolicyWeights Weights { get; init; }

    /// <summary>Statistics of the feature table, fitted on the training split and frozen.</summary>
    public required FeatureNormalizer Features { get; init; }

    /// <summary>Statistics of the dense part of observations.</summary>
    public required DenseNormalizer Dense { get; init; }

    /// <summary>Everything that decides the next update; null in a model that only acts.</summary>
    public TrainerState? Trainer { get; init; }

    /// <summary>The run's own state as JSON: best model, lengths of logs; null in a model that only acts.</summary>
    public string? RunState { get; init; }

    /// <summary>True when a run can go on from here.</summary>
    public bool IsResumable => Trainer is not null && RunState is not null;

    /// <summary>The shape of the networks.</summary>
    public NetworkShape Network => new(
        Manifest.WindowBars * Manifest.Features.Count + Manifest.DenseCount, Manifest.Hidden, Manifest.Actions.Count)
    { LayerNorm = Manifest.LayerNorm };
}
