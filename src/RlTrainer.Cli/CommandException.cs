namespace RlTrainer.Cli;

/// <summary>Something the user can mend; the message says what and how, and is all that is printed.</summary>
public sealed class CommandException : Exception
{
    /// <summary>With the message that is printed.</summary>
    /// <param name="message">One or more whole sentences for the terminal: what went wrong and what to do.</param>
    public CommandException(string message)
        : base(message)
    {
    }

    /// <summary>With the message that is printed and what led to it.</summary>
    /// <param name="message">One or more whole sentences for the terminal: what went wrong and what to do.</param>
    /// <param name="inner">The failure behind it; it is not printed.</param>
    public CommandException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Without a message of its own.</summary>
    public CommandException()
    {
    }
}
