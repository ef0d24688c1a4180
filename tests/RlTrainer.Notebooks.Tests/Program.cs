using RlTrainer.Notebooks.Jupyter;
using RlTrainer.Notebooks.Running;

namespace RlTrainer.Notebooks.Tests;

/// <summary>The program the tests start in other processes: one notebook's runner, or a kernel.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments) => arguments switch
    {
        ["run-notebook"] => await NotebookChild.RunAsync(CancellationToken.None),
        ["kernel", var connectionFile] => await KernelHost.RunAsync(connectionFile, CancellationToken.None),
        _ => throw new ArgumentException($"Unknown arguments '{string.Join(' ', arguments)}'."),
    };
}
