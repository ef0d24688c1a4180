using RlTrainer.Notebooks.Outputs;
using RlTrainer.Notebooks.Scripting;

namespace RlTrainer.Notebooks.Running;

/// <summary>Runs the cells of one notebook, one after the other, with state kept from cell to cell: this project's engine, or
/// .NET Interactive's.</summary>
internal interface INotebookEngine : IDisposable
{
    /// <summary>Runs a cell. Whatever the cell does wrong comes back as the result's error; nothing is thrown for it.</summary>
    /// <param name="source">The cell's text.</param>
    /// <param name="language">The language of its first line.</param>
    /// <param name="cellNumber">The number error messages use, from 1.</param>
    /// <param name="outputs">Where outputs go; the error itself is not written there.</param>
    /// <param name="cancellationToken">Stops the cell.</param>
    /// <returns>How the cell ended.</returns>
    Task<CellResult> RunAsync(
        string source, string language, int cellNumber, ICellOutputs outputs, CancellationToken cancellationToken);
}
