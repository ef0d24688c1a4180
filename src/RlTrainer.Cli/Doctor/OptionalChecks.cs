using System.Text.Json;
using System.Text.Json.Nodes;
using RlTrainer.Notebooks.Jupyter;
using RlTrainer.Notebooks.Site;
using RlTrainer.Runs;

namespace RlTrainer.Cli.Doctor;

/// <summary>What only optional parts use; each says how it starts.</summary>
internal static class OptionalChecks
{
    private const int JupyterClientMajor = 7, DriverMajor = 525, SlurmMajor = 20;
    private static readonly (string Name, string Argument)[] SlurmVersions =
        [("sinfo", "--version"), ("sbatch", "--version"), ("slurmd", "-V")];

    public static IEnumerable<Check> All(IMachine machine, Workplace workplace) =>
    [
        Program(
            machine, "Jupyter", JupyterClientMajor,
            ("apt-get install jupyter-notebook jupyter-nbconvert, or pip install notebook; notebooks also run headless "
                + "without it",
                "pip install --upgrade notebook jupyter-client"),
            "jupyter", "kernelspec", "--version"),
        Kernel(machine, KernelSpec.UserFolder()),
        WebBundle(machine, workplace, "plotly", "plotly.js-finance-dist-min"),
        WebBundle(machine, workplace, "mermaid", "mermaid"),
        Torch(machine, workplace),
        Gpu(machine),
        Slurm(machine),
    ];

    /// <summary>Slurm's commands, whose version needs no cluster, and then whether a controller answers them.</summary>
    private static Check Slurm(IMachine machine)
    {
        const string Name = "Slurm";
        string? version = SlurmVersions.Select(program => machine.Lines(program.Name, program.Argument))
            .FirstOrDefault(lines => lines.Count > 0)?[0];
        if (version is null)
            return new Check(Name, CheckState.Absent, "neither sinfo, sbatch nor slurmd is on the path",
                "apt-get install slurm-wlm munge, or run on a cluster that has it; only sweeps beyond one machine use it");
        if (Versions.Major(version) < SlurmMajor)
            return new Check(Name, CheckState.Outdated, $"{version}, expected {SlurmMajor} or later",
                "apt-get install --only-upgrade slurm-wlm");
        return machine.Lines("sinfo", "--noheader", "--format=%P %D %T") is [string partition, ..]
            ? new Check(Name, CheckState.Found, $"{version}; partition, nodes, state: {partition}")
            : new Check(
                Name, CheckState.Silent, $"{version} is installed, but no cluster answers sinfo",
                "start munged, slurmctld and slurmd (tests/slurm/run.sh does so on one machine), or name a cluster's slurm.conf "
                + "in SLURM_CONF; only sweeps beyond one machine use it");
    }

    /// <summary>The notebooks' kernel as Jupyter finds it: whether its command still exists.</summary>
    internal static Check Kernel(IMachine machine, string kernelsFolder)
    {
        const string Name = "Kernelspec", Remedy = "rltrainer kernel install";
        string file = Path.Combine(kernelsFolder, KernelSpec.Name, "kernel.json");
        if (machine.Text(file) is not { } text)
            return new Check(Name, CheckState.Absent, $"{file} is not there; notebooks also run headless without it", Remedy);
        try
        {
            JsonNode? spec = JsonNode.Parse(text);
            string[] command = [.. spec?["argv"]?.AsArray().Select(word => (string?)word ?? "") ?? []];
            if ((string?)spec?["metadata"]?["implementation"] != "rltrainer")
                return new Check(Name, CheckState.Found, $"{file}, of another program");
            string[] files = [.. command.Where(Path.IsPathRooted)];
            return command.Length == 0 ? new Check(Name, CheckState.Outdated, $"{file} names no command", Remedy)
                : files.FirstOrDefault(path => !machine.HasFile(path)) is { } gone
                    ? new Check(Name, CheckState.Outdated, $"it starts {gone}, which is no longer there", Remedy)
                : new Check(Name, CheckState.Found, $"{file} starts {string.Join(' ', command[..^1])}");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new Check(Name, CheckState.Outdated, $"{file} cannot be read", Remedy);
        }
    }

    private static Check Program(
        IMachine machine, string name, int major, (string Install, string Upgrade) remedies,
        params ReadOnlySpan<string> command) =>
        machine.Lines(command[0], [.. command[1..]]) is not [string line, ..]
            ? new Check(name, CheckState.Absent, $"{command[0]} does not answer", remedies.Install)
        : Versions.Major(line) >= major ? new Check(name, CheckState.Found, line)
        : new Check(name, CheckState.Outdated, $"{line}, expected {major} or later", remedies.Upgrade);

    private static Check WebBundle(IMachine machine, Workplace workplace, string name, string package)
    {
        string folder = Path.Combine(workplace.Artifacts, "web", "node_modules", package), wanted = Wanted(package);
        if (machine.Text(Path.Combine(folder, "package.json")) is not { } text)
            return new Check($"{name} bundle", CheckState.Absent, "pages show SVG charts and diagram sources instead",
                WebScripts.Remedy);
        string found = Version(text);
        return found == wanted
            ? new Check($"{name} bundle", CheckState.Found, $"{found} in {folder}")
            : new Check($"{name} bundle", CheckState.Outdated, $"{found}, expected {wanted}", WebScripts.Remedy);
    }

    private static string Version(string packageJson)
    {
        try
        {
            return (string?)JsonNode.Parse(packageJson)?["version"] ?? "no version";
        }
        catch (JsonException)
        {
            return "no version";
        }
    }

    /// <summary>The version that the remedy installs: the pages were tested with it.</summary>
    private static string Wanted(string package) =>
        WebScripts.Remedy.Split(' ').First(word => word.StartsWith(package + "@", StringComparison.Ordinal)).Split('@')[1];

    private static Check Torch(IMachine machine, Workplace workplace)
    {
        const string Build = "dotnet build src/RlTrainer.Torch -c Release -p:Torch=cpu, or -p:Torch=cuda";
        string library = Path.Combine(workplace.Root, "backends", EngineBackends.TorchFile);
        if (!machine.HasFile(library))
            return new Check("Torch backend", CheckState.Absent, "the cpu engine trains without it", Build);
        Version? own = typeof(RunConfig).Assembly.GetName().Version, built = machine.LibraryVersion(library);
        if (built != own)
            return new Check("Torch backend", CheckState.Outdated,
                $"{library} is of version {built?.ToString(3) ?? "unknown"}, expected {own!.ToString(3)}", Build);
        return machine.BackendObstacle("torch-cpu", Path.GetDirectoryName(library)!) is { } obstacle
            ? new Check("Torch backend", CheckState.Outdated, $"{library} cannot be used", obstacle)
            : new Check("Torch backend", CheckState.Found, library);
    }

    private static Check Gpu(IMachine machine)
    {
        const string Name = "NVIDIA GPU";
        if (machine.Lines("nvidia-smi", "--query-gpu=driver_version,name,memory.total", "--format=csv,noheader") is not [
            string line, ..])
            return new Check(Name, CheckState.Absent, "nvidia-smi does not answer", "only the torch-cuda backend uses one");
        return Versions.Major(line.Replace(',', ' ')) >= DriverMajor
            ? new Check(Name, CheckState.Found, $"driver {line}")
            : new Check(Name, CheckState.Outdated, $"driver {line}, expected {DriverMajor} or later",
                "install NVIDIA's current driver, e.g. apt-get install --only-upgrade nvidia-driver");
    }
}
