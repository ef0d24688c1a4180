namespace RlTrainer.Data;

/// <summary>Bar data that cannot be used: which file and line, what stands there, what was expected, what to do.</summary>
public class BarDataException : Exception
{
    /// <summary>An error at a row.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="line">The line, counted from 1; 0 where the whole file is meant.</param>
    /// <param name="text">What stands there.</param>
    /// <param name="rule">The rule it breaks.</param>
    public BarDataException(string file, long line, string text, BarRule rule)
        : base($"{(line > 0 ? $"{file}:{line}" : file)}: {BarRules.NameOf(rule)}: {text}. Expected "
            + $"{BarRules.ExpectationOf(rule)}. {BarRules.RemedyOf(rule)}")
    {
        File = file;
        Line = line;
        Text = text;
        Rule = rule;
    }

    /// <summary>An error of a whole file or folder, in full words.</summary>
    /// <param name="message">Whole sentences: where, what was found, what was expected, what to do.</param>
    public BarDataException(string message) : base(message)
    {
        File = Text = "";
    }

    /// <summary>An error of a whole file or folder, in full words.</summary>
    /// <param name="message">Whole sentences: where, what was found, what was expected, what to do.</param>
    /// <param name="inner">The failure of the file or the system behind it.</param>
    public BarDataException(string message, Exception inner) : base(message, inner)
    {
        File = Text = "";
    }

    /// <summary>The file's name.</summary>
    public string File { get; }

    /// <summary>The line, counted from 1; 0 where the whole file is meant.</summary>
    public long Line { get; }

    /// <summary>What stands there.</summary>
    public string Text { get; }

    /// <summary>The rule it breaks; null where the file as a whole cannot be used.</summary>
    public BarRule? Rule { get; }
}
