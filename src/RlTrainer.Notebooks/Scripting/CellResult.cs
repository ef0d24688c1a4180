namespace RlTrainer.Notebooks.Scripting;

/// <summary>How a cell ended.</summary>
/// <param name="Error">Null when the cell succeeded.</param>
/// <param name="WasStopped">Whether it was stopped from outside.</param>
/// <param name="StillRunning">Whether stopped code could not be ended
/// and still runs; only the end of the process ends it.</param>
public sealed record CellResult(CellError? Error, bool WasStopped = false, bool StillRunning = false)
{
    /// <summary>Whether the cell ran to its end.</summary>
    public bool Succeeded => Error is null;
}
