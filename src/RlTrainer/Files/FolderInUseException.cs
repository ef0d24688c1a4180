namespace RlTrainer.Files;

/// <summary>A folder that another process writes to; the message says which.</summary>
public sealed class FolderInUseException : IOException
{
    /// <summary>Without a holder: for serialisers only.</summary>
    public FolderInUseException() : base("The folder is in use.") { }

    /// <summary>With a message that names the holder.</summary>
    /// <param name="message">Folder, holder, what to do.</param>
    public FolderInUseException(string message) : base(message) { }

    /// <summary>With a message that names the holder, and the cause.</summary>
    /// <param name="message">Folder, holder, what to do.</param>
    /// <param name="inner">The system's error.</param>
    public FolderInUseException(string message, Exception inner) : base(message, inner) { }
}
