using System.Reflection;
using System.Runtime.Intrinsics;
using RlTrainer.Runs;

namespace RlTrainer.Cli.Doctor;

/// <summary>The machine the command runs on.</summary>
internal sealed class ThisMachine : IMachine
{
    public int Cores => Environment.ProcessorCount;

    public int VectorBits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    public long MemoryBytes => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;

    public long FreeDiskBytes(string folder) => new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;

    public IReadOnlyList<string> Lines(string program, params string[] arguments) => Probe.Lines(program, arguments);

    public bool HasFile(string path) => File.Exists(path);

    public string? Text(string path) => File.Exists(path) ? File.ReadAllText(path) : null;

    public Version? LibraryVersion(string path)
    {
        try
        {
            return AssemblyName.GetAssemblyName(path).Version;
        }
        catch (Exception e) when (e is IOException or BadImageFormatException)
        {
            return null;
        }
    }

    public string? BackendObstacle(string backend, string folder) => EngineBackends.Obstacle(backend, folder);

    public IReadOnlyList<string> Files(string folder, string pattern) =>
        Directory.Exists(folder) ? Directory.GetFiles(folder, pattern, SearchOption.AllDirectories) : [];
}
