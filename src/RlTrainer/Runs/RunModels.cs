using System.Reflection;
using RlTrainer.Checkpoints;
using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Learning;
using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>From a run's configuration to its checkpoints' manifest, and from a stored model back to a policy.</summary>
internal static class RunModels
{
    /// <summary>The library's version, as manifests carry it.</summary>
    public static string CodeVersion { get; } =
        typeof(RunModels).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[
            0] ?? "unknown";

    /// <summary>The manifest of a run's model after so many steps.</summary>
    /// <param name="config">The run's configuration.</param>
    /// <param name="market">Its data and normaliser.</param>
    /// <param name="steps">Environment steps the model has learned from.</param>
    /// <returns>The manifest that a checkpoint of that moment carries.</returns>
    public static CheckpointManifest ManifestOf(RunConfig config, PreparedMarket market, long steps)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(market);
        return new CheckpointManifest
        {
            CodeVersion = CodeVersion,
            Run = config.Name,
            Phase = config.Phase,
            Steps = steps,
            Seed = config.Seed,
            Instrument = config.Instrument,
            DataHash = market.DataHash,
            FeatureSet = market.Train.SetName,
            Features = [.. market.Train.Names],
            WindowBars = config.Environment.WindowBars,
            DenseCount = DenseCountOf(config),
            Hidden = [.. config.Algorithm.Hidden],
            LayerNorm = config.Algorithm.LayerNorm,
            Actions = ActionsOf(config),
            Rules = config.Rules.Name,
            Configuration = RunJson.Write(config),
        };
    }

    /// <summary>Position and account features of an observation.</summary>
    internal static int DenseCountOf(RunConfig config) => DenseFeatures.CountOf(config.Environment);

    /// <summary>The actions' names in the order of the logits.</summary>
    internal static string[] ActionsOf(RunConfig config) =>
        [.. config.Environment.Actions.Actions.Select(action => action.ToString())];

    /// <summary>The configuration a stored model was trained with.</summary>
    /// <param name="checkpoint">A model or a checkpoint.</param>
    /// <param name="parts">Definitions from outside the library that it may name; without them the configuration can be
    /// read, and not run.</param>
    /// <returns>The configuration.</returns>
    /// <exception cref="InvalidDataException">It cannot be read by this program, or a part is another than the stored one;
    /// the message says where.</exception>
    public static RunConfig ConfigOf(Checkpoint checkpoint, IReadOnlyList<IDefinition>? parts = null)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return RunJson.Read<RunConfig>(
            checkpoint.Manifest.Configuration, $"the manifest of run '{checkpoint.Manifest.Run}'", parts);
    }

    /// <summary>An engine with a stored model's weights, bound to a normalised table of its feature set.</summary>
    /// <param name="checkpoint">A model or a checkpoint.</param>
    /// <param name="table">[bars, features] normalised with the model's own normaliser.</param>
    /// <param name="threads">Threads to compute with, 0 for all.</param>
    /// <returns>The engine, which the caller disposes of.</returns>
    /// <exception cref="ArgumentException">The table's features are not the model's; the message names both.</exception>
    /// <exception cref="InvalidDataException">A weight or deviation is no number that can be acted on; the message names
    /// it.</exception>
    public static CpuEngine EngineOf(Checkpoint checkpoint, FeatureTable table, int threads = 0)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentNullException.ThrowIfNull(table);
        CheckpointManifest manifest = checkpoint.Manifest;
        _ = checkpoint.Checked($"The model of run '{manifest.Run}'");
        if (!table.IsNormalized || table.SetName != manifest.FeatureSet || !table.Names.SequenceEqual(manifest.Features))
            throw new ArgumentException(
                $"The model of run '{manifest.Run}' takes the normalised feature set '{manifest.FeatureSet}' "
                + $"({string.Join(", ", manifest.Features)}); "
                + $"the table holds {(table.IsNormalized ? "the normalised" : "the raw")} set '{table.SetName}' "
                + $"({string.Join(", ", table.Names)}).");
        var layout = new ObservationLayout(manifest.WindowBars, manifest.Features.Count, manifest.DenseCount);
        var engine = new CpuEngine(layout, checkpoint.Network, manifest.Seed, threads);
        engine.Load(checkpoint.Weights);
        engine.Bind(table.Values);
        return engine;
    }
}
