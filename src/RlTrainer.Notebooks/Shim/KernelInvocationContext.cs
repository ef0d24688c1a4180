using RlTrainer.Notebooks.Outputs;

namespace Microsoft.DotNet.Interactive;

/// <summary>The running cell, as .NET Interactive names it.</summary>
public sealed class KernelInvocationContext
{
    private readonly CellContext _cell;

    private KernelInvocationContext(CellContext cell) => _cell = cell;

    /// <summary>The running cell, or null outside of any cell.</summary>
    public static KernelInvocationContext? Current => CellContext.Current is { } cell ? new KernelInvocationContext(cell) : null;

    /// <summary>Cancelled when the reader stops the cell: pass it to whatever takes long. A cell that asked for it is given ten seconds to end by itself.</summary>
    public CancellationToken CancellationToken => _cell.GiveToken();

    /// <summary>Shows a value now; the result can be updated in place.</summary>
    public DisplayedValue Display(object? value, params string[] mimeTypes) =>
        new(_cell.Display(value, mimeTypes), _cell.Outputs, mimeTypes);

    /// <summary>Stops the cell as the stop button does.</summary>
    public void Cancel() => _cell.Cancel();
}
