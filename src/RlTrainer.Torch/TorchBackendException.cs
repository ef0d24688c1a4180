namespace RlTrainer.Torch;

/// <summary>PyTorch's library cannot compute as asked; the message says what is missing and what to do.</summary>
public sealed class TorchBackendException : Exception
{
    /// <summary>An exception without an explanation.</summary>
    public TorchBackendException() { }

    /// <summary>What is missing and what to do.</summary>
    /// <param name="message">Whole sentences for the person at the terminal.</param>
    public TorchBackendException(string message) : base(message) { }

    /// <summary>What is missing and what to do, and what the library said.</summary>
    /// <param name="message">Whole sentences for the person at the terminal.</param>
    /// <param name="innerException">The library's own failure.</param>
    public TorchBackendException(string message, Exception innerException) : base(message, innerException) { }
}
