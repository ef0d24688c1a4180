namespace RlTrainer.Notebooks.Scripting;

/// <summary>One thing a cell does, in order.</summary>
/// <param name="Line">The line in the cell where it begins, from 1.</param>
internal abstract record CellStep(int Line);

/// <summary>Code in one language; blank lines stand before it, so that its line numbers are the cell's.</summary>
internal sealed record CodeStep(int Line, string Language, string Source) : CellStep(Line);

/// <summary>A command line that begins with #!, in text of this language.</summary>
internal sealed record MagicStep(int Line, string Language, string Name, IReadOnlyList<string> Arguments) : CellStep(Line)
{
    /// <summary>The value after an option, or null when the option is absent.</summary>
    public string? Option(string name)
    {
        int index = Arguments.ToList().IndexOf(name);
        return index >= 0 && index + 1 < Arguments.Count ? Arguments[index + 1] : null;
    }

    /// <summary>The value after an option.</summary>
    /// <exception cref="CellException">The option is missing.</exception>
    public string Required(string option, string usage) =>
        Option(option) ?? throw new CellException("MagicError", $"{Name} needs {option}; usage: {usage}", Line);
}

/// <summary>A #r line: the text between the quotes.</summary>
internal sealed record ReferenceStep(int Line, string Reference) : CellStep(Line);
