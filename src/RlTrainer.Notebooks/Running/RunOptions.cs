namespace RlTrainer.Notebooks.Running;

/// <summary>How a notebook is executed without a reader.</summary>
public sealed record RunOptions
{
    /// <summary>Where the executed copy goes; made when missing.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>Values for the variables of the cell tagged <c>parameters</c>, as text: 3, true, NQ.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The most time one cell may take; 30 minutes unless told otherwise.</summary>
    public TimeSpan CellTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Sets the parameter <c>quick</c> to true, where the notebook has one.</summary>
    public bool Quick { get; init; }

    /// <summary>The program with .NET Interactive's kernels, see <see cref="Running.InteractiveHost"/>, when they are to run the
    /// cells; null, the default, runs them on this project's engine.</summary>
    public string? InteractiveHost { get; init; }

    /// <summary>The options themselves when they make sense.</summary>
    /// <exception cref="ArgumentException">An option makes no sense; the message names it.</exception>
    public RunOptions Checked()
    {
        if (string.IsNullOrWhiteSpace(OutputFolder))
            throw new ArgumentException("OutputFolder is empty; name the folder for executed copies.");
        if (CellTimeout <= TimeSpan.Zero)
            throw new ArgumentException($"CellTimeout was {CellTimeout}; it must be longer than zero, 00:30:00 is usual.");
        return this;
    }
}
