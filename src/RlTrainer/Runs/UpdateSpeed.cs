namespace RlTrainer.Runs;

/// <summary>How fast an engine steps on minibatches of one size.</summary>
/// <param name="Backend">The engine in words.</param>
/// <param name="Batch">Samples in a minibatch, every one a decision.</param>
/// <param name="UpdatesPerSecond">Optimizer steps a second.</param>
public sealed record UpdateSpeed(string Backend, int Batch, double UpdatesPerSecond)
{
    /// <summary>Samples a second.</summary>
    public double SamplesPerSecond => UpdatesPerSecond * Batch;
}
