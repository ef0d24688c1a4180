namespace RlTrainer.Notebooks.Documents;

/// <summary>One output of a code cell, as the notebook file stores it.</summary>
public abstract record CellOutput;

/// <summary>Text a cell wrote to stdout or stderr; neighbouring pieces of one stream are joined.</summary>
/// <param name="Name">stdout or stderr.</param>
/// <param name="Text">The text, with its line ends.</param>
public sealed record StreamOutput(string Name, string Text) : CellOutput
{
    /// <summary>The name of the ordinary stream.</summary>
    public const string StandardOutput = "stdout";

    /// <summary>The name of the stream for warnings and errors.</summary>
    public const string StandardError = "stderr";
}

/// <summary>Something a cell displayed.</summary>
/// <param name="Data">The forms of it.</param>
/// <param name="DisplayId">The name by which a later update finds it, or null.</param>
public sealed record DisplayOutput(MimeBundle Data, string? DisplayId) : CellOutput;

/// <summary>The value of a cell's last expression.</summary>
/// <param name="Data">The forms of it.</param>
public sealed record ResultOutput(MimeBundle Data) : CellOutput;

/// <summary>The error that ended a cell.</summary>
/// <param name="Name">The exception's type, or the kind of error.</param>
/// <param name="Message">One or more lines saying what failed.</param>
/// <param name="Trace">Where, one place a line, innermost first; each names cell and line.</param>
public sealed record ErrorOutput(string Name, string Message, IReadOnlyList<string> Trace) : CellOutput;
