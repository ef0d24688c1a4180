using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace RlTrainer.Lab.Kernels;

/// <summary>The kernels that run.</summary>
internal sealed class KernelTable(KernelCatalog catalog, TimeProvider time) : IAsyncDisposable
{
    private const int MostKernels = 64;
    private readonly ConcurrentDictionary<string, RunningKernel> _kernels = new(StringComparer.Ordinal);
    private readonly string _files = Directory.CreateTempSubdirectory("rltrainer-lab-").FullName;

    /// <summary>All of them.</summary>
    public ICollection<RunningKernel> All => _kernels.Values;

    /// <summary>The kernel of an id.</summary>
    /// <exception cref="LabFault">There is none.</exception>
    public RunningKernel Find(string id) => _kernels.TryGetValue(id, out RunningKernel? kernel) ? kernel
        : throw new LabFault(404, $"There is no kernel '{Files.PrintableText.Name(id)}'; it was shut down, or never was.");

    /// <summary>Starts a kernel.</summary>
    /// <param name="name">By its kernelspec; null for the notebooks' one.</param>
    /// <param name="workingFolder">Where it runs.</param>
    /// <exception cref="LabFault">It cannot be started, or too many run.</exception>
    public RunningKernel Start(string? name, string workingFolder)
    {
        if (_kernels.Count >= MostKernels)
            throw new LabFault(429, $"{MostKernels} kernels run already; shut some down first.");
        string folder = Directory.Exists(workingFolder) ? workingFolder : Path.GetDirectoryName(workingFolder)!;
        var kernel = new RunningKernel(catalog.Find(name), folder, _files, time);
        _kernels[kernel.Id] = kernel;
        return kernel;
    }

    /// <summary>Shuts a kernel down.</summary>
    public async Task EndAsync(string id)
    {
        if (_kernels.TryRemove(id, out RunningKernel? kernel)) await kernel.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>All kernels as clients get them.</summary>
    public JsonArray Json() => [.. _kernels.Values.Select(kernel => kernel.Json())];

    /// <summary>Shuts all down.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_kernels.Keys.Select(EndAsync)).ConfigureAwait(false);
        Directory.Delete(_files, recursive: true);
    }
}
