using System.Globalization;

namespace RlTrainer.Cli.Doctor;

/// <summary>What the main job needs: SDK, cores, vectors, memory, disk, data.</summary>
internal static class MachineChecks
{
    private const double GiB = 1024.0 * 1024 * 1024;
    private const int SdkMajor = 10;

    public static IEnumerable<Check> All(IMachine machine, Workplace workplace) =>
        [Sdk(machine), Cores(machine), Vectors(machine), Memory(machine), Disk(machine, workplace), Data(machine, workplace)];

    private static Check Sdk(IMachine machine)
    {
        const string Name = ".NET SDK";
        string remedy = OperatingSystem.IsWindows() ? "winget install Microsoft.DotNet.SDK.10"
            : "install the .NET 10 SDK from dot.net, e.g. dotnet-install.sh --channel 10.0";
        if (machine.Lines("dotnet", "--version") is not [string version, ..])
            return new Check(Name, CheckState.Missing, "dotnet is not on the path", remedy);
        return Versions.Major(version) >= SdkMajor ? new Check(Name, CheckState.Found, version)
            : new Check(Name, CheckState.Outdated, $"{version}, expected {SdkMajor} or later", remedy);
    }

    private static Check Cores(IMachine machine) =>
        new("Cores", CheckState.Found, machine.Cores.ToString(CultureInfo.InvariantCulture));

    private static Check Vectors(IMachine machine) => machine.VectorBits >= 256
        ? new Check("Vectors", CheckState.Found, $"{machine.VectorBits} bits")
        : new Check("Vectors", CheckState.Outdated, "128 bits or none",
            "training works but is several times slower; use a processor with AVX2 or AVX-512");

    private static Check Memory(IMachine machine)
    {
        double gib = machine.MemoryBytes / GiB;
        string detail = string.Create(CultureInfo.InvariantCulture, $"{gib:F1} GiB");
        return gib >= 2 ? new Check("Memory", CheckState.Found, detail)
            : new Check("Memory", CheckState.Missing, detail,
                "training wants 2 GiB; lower EnvironmentCount or use a larger machine");
    }

    private static Check Disk(IMachine machine, Workplace workplace)
    {
        double gib = machine.FreeDiskBytes(workplace.Root) / GiB;
        string detail = string.Create(CultureInfo.InvariantCulture, $"{gib:F1} GiB free");
        return gib >= 1 ? new Check("Disk", CheckState.Found, detail)
            : new Check("Disk", CheckState.Missing, detail,
                "free at least 1 GiB, e.g. rltrainer runs prune --checkpoints, or choose another folder with --root");
    }

    private static Check Data(IMachine machine, Workplace workplace)
    {
        int count = machine.Files(workplace.Data, "*.csv*").Count;
        return count > 0
            ? new Check("Data files", CheckState.Found, $"{count} in {workplace.Data}")
            : new Check("Data files", CheckState.Missing, $"none in {workplace.Data}",
                "rltrainer data synth makes synthetic bars; data/README.md says where real ones go");
    }
}
