using System.Globalization;
using RlTrainer.Environments;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Runs;

/// <summary>What a run will add to the memory of its process, from its
/// sizes alone; bars and feature tables are there already.</summary>
/// <param name="RolloutBytes">One rollout, some 60 bytes a state.</param>
/// <param name="EngineBytes">Weights, gradients, Adam's moments and the activations of the largest minibatch.</param>
/// <param name="CheckpointBytes">Copies of the weights while an update is compared and a checkpoint is written.</param>
/// <param name="EnvironmentBytes">Accounts, orders and episodes of all environments, training and evaluation.</param>
internal sealed record MemoryEstimate(long RolloutBytes, long EngineBytes, long CheckpointBytes, long EnvironmentBytes)
{
    private const long BytesOfAnEnvironment = 16 * 1024, EvaluationEnvironments = 128;

    /// <summary>All parts.</summary>
    public long TotalBytes => RolloutBytes + EngineBytes + CheckpointBytes + EnvironmentBytes;

    /// <summary>The estimate of a run.</summary>
    /// <param name="config">Sizes of rollouts and minibatches.</param>
    /// <param name="layout">What one observation is made of.</param>
    /// <param name="network">Layer widths.</param>
    /// <returns>Bytes by what needs them; nothing is allocated.</returns>
    public static MemoryEstimate Of(RunConfig config, ObservationLayout layout, NetworkShape network)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(network);
        long states = config.StepsPerUpdate;
        long largest = config.Algorithm.LargestBatchOf(states);
        int rows = Panels.ActivationRows((int)Math.Max(largest, Math.Min(512, config.Environment.EnvironmentCount)));
        var panels = new Panels(Panels.WidestWidth);                             // the most that any machine takes
        long parameters = 0, transposed = 0, activations = 0;
        foreach (int outputs in (int[])[network.Actions, 1])
        {
            activations += panels.Of(network.Inputs);
            for (int layer = 0; layer < network.LayerCount; layer++)
            {
                var stored = new PanelLayer(network.LayerInputs(layer), network.LayerOutputs(layer, outputs), 0, 0, panels);
                parameters += stored.Size;
                transposed += layer > 0 ? stored.TransposedSize : 0;
                activations += (network.LayerNorm && layer < network.Hidden.Count ? 4 : 2) * stored.OutputPanels;
            }
        }
        return new MemoryEstimate(
            states * (9 * sizeof(float) + sizeof(int) + sizeof(int) + (long)network.Actions + sizeof(float) * layout.DenseCount),
            sizeof(float) * (4 * parameters + transposed + activations * rows * panels.Width),
            CopiesOfTheWeights * sizeof(float) * parameters,
            BytesOfAnEnvironment * (config.Environment.EnvironmentCount + EvaluationEnvironments));
    }

    /// <summary>
    /// Before and after an update; and, while a checkpoint is written, the weights twice and both moments, each as arrays, as
    /// the bytes of the file's parts, and as the archive, whose buffer may be twice its length.
    /// </summary>
    private const long CopiesOfTheWeights = 2 + 4 + 3 + 6;

    /// <summary>The estimate in words: "112 MB (rollout 2, engine 60, checkpoints 45, environments 5)".</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Megabytes(TotalBytes)} MB (rollout {Megabytes(RolloutBytes)}, engine {Megabytes(EngineBytes)}, checkpoints "
        + $"{Megabytes(CheckpointBytes)}, environments {Megabytes(EnvironmentBytes)})");

    internal static string Megabytes(long bytes) => Math.Ceiling(bytes / 1e6).ToString("N0", CultureInfo.InvariantCulture);
}
