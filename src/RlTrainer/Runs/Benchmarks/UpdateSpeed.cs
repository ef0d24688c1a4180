using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>How fast an engine steps on minibatches of one size.</summary>
/// <param name="Backend">The backend's short name.</param>
/// <param name="Batch">Samples in a minibatch, every one a decision.</param>
/// <param name="UpdatesPerSecond">Optimizer steps a second.</param>
/// <param name="LaunchesPerUpdate">Operations handed to the device in one step; null where there are none to count.</param>
public sealed record UpdateSpeed(string Backend, int Batch, double UpdatesPerSecond, double? LaunchesPerUpdate)
{
    /// <summary>Samples a second.</summary>
    public double SamplesPerSecond => UpdatesPerSecond * Batch;

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
