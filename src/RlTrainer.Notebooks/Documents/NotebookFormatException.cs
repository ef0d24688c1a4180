namespace RlTrainer.Notebooks.Documents;

/// <summary>A notebook file could not be understood; the message names
/// the notebook, what was found and what was expected.</summary>
public sealed class NotebookFormatException : Exception
{
    /// <summary>Creates the exception without a message.</summary>
    public NotebookFormatException()
    {
    }

    /// <summary>Creates the exception with the whole message.</summary>
    /// <param name="message">Which notebook, what was found, what was expected, what to do.</param>
    public NotebookFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with the whole message and what caused it.</summary>
    /// <param name="message">Which notebook, what was found, what was expected, what to do.</param>
    /// <param name="innerException">What the reader of JSON or of the file said.</param>
    public NotebookFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
