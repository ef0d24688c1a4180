using System.Globalization;
using System.Runtime.Intrinsics;

namespace RlTrainer.Cli.Doctor;

/// <summary>What the main job needs: SDK, cores, vectors, memory, disk, data.</summary>
internal static class MachineChecks
{
    private const double GiB = 1024.0 * 1024 * 1024;

    public static IEnumerable<Check> All(Workplace workplace) =>
        [Sdk(), Cores(), Vectors(), Memory(), Disk(workplace), Data(workplace)];

    public static Check Sdk()
    {
        const string Remedy = "install the .NET 10 SDK from dot.net";
        string? version = Probe.FirstLine("dotnet", "--version");
        if (version is null) return new Check(".NET SDK", CheckState.Missing, "dotnet is not on the path", Remedy);
        bool isRecent = int.TryParse(version.Split('.')[0], CultureInfo.InvariantCulture, out int major) && major >= 10;
        return new Check(".NET SDK", isRecent ? CheckState.Found : CheckState.Outdated, version, isRecent ? "" : Remedy);
    }

    private static Check Cores() => new("Cores", CheckState.Found, Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture));

    private static Check Vectors() => Vector512.IsHardwareAccelerated ? new Check("Vectors", CheckState.Found, "512 bits")
        : Vector256.IsHardwareAccelerated ? new Check("Vectors", CheckState.Found, "256 bits")
        : new Check("Vectors", CheckState.Outdated, "128 bits or none", "training works but is several times slower; use a processor with AVX2 or AVX-512");

    private static Check Memory()
    {
        double gib = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / GiB;
        string detail = string.Create(CultureInfo.InvariantCulture, $"{gib:F1} GiB");
        return gib >= 2 ? new Check("Memory", CheckState.Found, detail) : new Check("Memory", CheckState.Missing, detail, "training wants 2 GiB; lower EnvironmentCount or use a larger machine");
    }

    private static Check Disk(Workplace workplace)
    {
        double gib = new DriveInfo(Path.GetFullPath(workplace.Root)).AvailableFreeSpace / GiB;
        string detail = string.Create(CultureInfo.InvariantCulture, $"{gib:F1} GiB free");
        return gib >= 1 ? new Check("Disk", CheckState.Found, detail) : new Check("Disk", CheckState.Missing, detail, "free at least 1 GiB, or choose another folder with --root");
    }

    private static Check Data(Workplace workplace)
    {
        string[] files = Directory.Exists(workplace.Data)
            ? [.. Directory.EnumerateFiles(workplace.Data, "*.csv*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(workplace.Data, file))]
            : [];
        return files.Length > 0
            ? new Check("Data files", CheckState.Found, $"{files.Length} in {workplace.Data}")
            : new Check("Data files", CheckState.Missing, $"none in {workplace.Data}", "rltrainer data synth makes synthetic bars; data/README.md says where real ones go");
    }
}
