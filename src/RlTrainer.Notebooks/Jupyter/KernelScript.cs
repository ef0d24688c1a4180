using RlTrainer.Files;

namespace RlTrainer.Notebooks.Jupyter;

/// <summary>
/// What the classic Notebook loads with the kernel: it draws plotly figures and mermaid diagrams with the scripts that lie
/// beside the kernel's description, so that nothing comes from a network; without the scripts it leaves the other forms be.
/// </summary>
internal static class KernelScript
{
    public const string FileName = "kernel.js";

    /// <summary>The script for a kernel that is described in a folder of this name.</summary>
    public static string SourceFor(string kernel) => Source.Replace("KERNEL", kernel, StringComparison.Ordinal);

    private static readonly string Source = EmbeddedText.Read(typeof(KernelScript).Assembly, FileName);
}
