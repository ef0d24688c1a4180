using RlTrainer.Notebooks.Outputs;

namespace Microsoft.DotNet.Interactive;

/// <summary>The running cell, as .NET Interactive names it.</summary>
public class KernelInvocationContext
{
    private KernelInvocationContext(CellContext cell) => Cell = cell;

    /// <summary>The running cell, or null outside of any cell.</summary>
    public static KernelInvocationContext? Current => CellContext.Current is { } cell ? new KernelInvocationContext(cell) : null;

    /// <summary>Cancelled when the reader stops the cell: pass it to whatever takes long. A cell that asked for it is given
    /// a minute to end by itself, and is stopped at once when stopped a second time.</summary>
    public CancellationToken CancellationToken => Cell.GiveToken();

    internal CellContext Cell { get; }
}
