namespace RlTrainer.Lab;

/// <summary>A request that is answered with a status and a sentence.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="message">What was found, what was expected, what to do.</param>
internal sealed class LabFault(int status, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;
}
