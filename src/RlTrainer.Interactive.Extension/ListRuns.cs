using Microsoft.DotNet.Interactive.Commands;

namespace RlTrainer.Interactive.Extension;

/// <summary>#!runs: .NET Interactive fills it from the command's words.</summary>
public sealed class ListRuns : KernelCommand
{
    /// <summary>The folder of runs; null stands for ../runs.</summary>
    public string? Folder { get; set; }
}
