using RlTrainer.Compliance;
using RlTrainer.Environments;
using RlTrainer.Features;

namespace RlTrainer.Checkpoints;

/// <summary>The run that is to start from a model.</summary>
/// <param name="Manifest">The run's manifest.</param>
/// <param name="Table">The run's training days, normalised; states are sampled from them.</param>
/// <param name="Normalizer">The statistics they were normalised with.</param>
/// <param name="Environment">The run's environment, with its actions.</param>
/// <param name="Rules">The run's rules.</param>
internal sealed record TransferTarget(
    CheckpointManifest Manifest, FeatureTable Table, FeatureNormalizer Normalizer, EnvironmentConfig Environment, RuleSet Rules);
