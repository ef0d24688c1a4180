namespace RlTrainer.Data;

/// <summary>A file leaves a fact open: nothing was read, and the message shows the readings side by side.</summary>
public sealed class BarQuestionException : BarDataException
{
    /// <summary>A question about a file.</summary>
    /// <param name="message">The question in full words, its readings and how to answer.</param>
    /// <param name="question">The facts that are open and the readings they allow.</param>
    public BarQuestionException(string message, LayoutQuestion question) : base(message) => Question = question;

    /// <summary>The facts that are open and the readings they allow.</summary>
    public LayoutQuestion Question { get; }
}
