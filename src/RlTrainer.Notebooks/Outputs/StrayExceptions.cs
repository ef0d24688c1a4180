using System.Runtime.ExceptionServices;
using RlTrainer.Notebooks.Documents;
using RlTrainer.Notebooks.Scripting;

namespace RlTrainer.Notebooks.Outputs;

/// <summary>
/// Exceptions that nobody catches on threads and in async void methods that a cell started: they are printed
/// in that cell, and the process lives on. Without this they end the kernel and everything typed with it.
/// </summary>
internal static class StrayExceptions
{
    private static readonly Lock Gate = new();
    private static bool s_installed;

    /// <summary>Takes such exceptions over for this process, once; further calls do nothing.</summary>
    public static void Install()
    {
        lock (Gate)
        {
            if (s_installed)
                return;
            s_installed = true;
            ExceptionHandling.SetUnhandledExceptionHandler(IsPrinted);
        }
    }

    /// <summary>Prints the exception in the cell whose flow of control it ends; false, and so the end of the process,
    /// outside of any cell.</summary>
    internal static bool IsPrinted(Exception error)
    {
        if (CellContext.Current is not { } cell)
            return false;
        CellError report = ErrorReport.Of(error, cell.CellNumber);
        string text = string.Join(
            '\n', [$"An exception outside of the cell's own flow, which nobody caught: {report.Name}: {report.Message}",
                .. report.Trace]) + "\n";
        cell.Outputs.Write(new StreamOutput(StreamOutput.StandardError, text));
        return true;
    }
}
