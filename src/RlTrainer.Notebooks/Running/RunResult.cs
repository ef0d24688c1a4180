namespace RlTrainer.Notebooks.Running;

/// <summary>How a notebook's execution ended; its numbers are the process's exit codes.</summary>
public enum RunOutcome
{
    /// <summary>Every cell ran to its end.</summary>
    Succeeded = 0,

    /// <summary>A cell failed.</summary>
    CellFailed = 1,

    /// <summary>The notebook, a parameter or the output folder is unusable; no cell ran.</summary>
    NotStarted = 2,

    /// <summary>A cell took longer than allowed.</summary>
    TimedOut = 3,

    /// <summary>The execution was stopped from outside.</summary>
    Stopped = 4,

    /// <summary>The process that ran the notebook died.</summary>
    Crashed = 5,
}

/// <summary>What came of executing a notebook.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Notebook">The notebook's name.</param>
/// <param name="ExecutedPath">The executed copy, whole or as far as it came; null when no cell ran.</param>
/// <param name="CellsRun">How many code cells ran to their end.</param>
/// <param name="Seconds">Wall time.</param>
/// <param name="Message">Null on success; otherwise notebook, cell, line and what failed.</param>
public sealed record RunResult(
    RunOutcome Outcome, string Notebook, string? ExecutedPath, int CellsRun, double Seconds, string? Message)
{
    /// <summary>The exit code of a process that ran this one notebook.</summary>
    public int ExitCode => (int)Outcome;
}

/// <summary>A cell began.</summary>
/// <param name="Notebook">The notebook's name.</param>
/// <param name="CellNumber">Its place in the file, from 1; prose cells count.</param>
/// <param name="CellCount">How many cells the notebook has.</param>
public readonly record struct CellStarted(string Notebook, int CellNumber, int CellCount);
