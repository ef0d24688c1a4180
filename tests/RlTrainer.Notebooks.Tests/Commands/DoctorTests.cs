using RlTrainer.Cli;
using RlTrainer.Cli.Doctor;
using RlTrainer.Runs;

namespace RlTrainer.Notebooks.Tests.Commands;

/// <summary>The doctor on machines that lack this or that.</summary>
public sealed class DoctorTests
{
    private const string Start =
        "start munged, slurmctld and slurmd (tests/slurm/run.sh does so on one machine), or name a cluster's slurm.conf in "
        + "SLURM_CONF; only sweeps beyond one machine use it";
    private static readonly Workplace Place = new("/place");

    [Fact]
    public void A_machine_with_everything_has_nothing_to_mend()
    {
        Check[] checks = Examine(new FakeMachine());
        Assert.Equal(
            [".NET SDK", "Cores", "Vectors", "Memory", "Disk", "Data files", "Jupyter", "Kernelspec", "plotly bundle",
                "mermaid bundle", "Torch backend", "NVIDIA GPU", "Slurm"],
            checks.Select(check => check.Name));
        Assert.All(checks, check => Assert.True(check is { State: CheckState.Found, Remedy: "" }, check.ToString()));
    }

    [Fact]
    public void A_bare_machine_misses_what_the_main_job_needs_and_only_lacks_the_rest()
    {
        var machine = new FakeMachine
        {
            Programs = [],
            Texts = [],
            Libraries = [],
            DataFiles = [],
            MemoryBytes = 1L << 30,
            FreeBytes = 1 << 20,
            VectorBits = 128,
        };
        Check[] checks = Examine(machine);
        Assert.Equal(
            [".NET SDK", "Memory", "Disk", "Data files"],
            checks.Where(check => check.State == CheckState.Missing).Select(check => check.Name));
        Assert.Equal(["Vectors"], checks.Where(check => check.State == CheckState.Outdated).Select(check => check.Name));
        Assert.Equal(7, checks.Count(check => check.State == CheckState.Absent));
        Assert.All(checks.Where(check => check.State != CheckState.Found), check => Assert.NotEmpty(check.Remedy));
        Assert.Equal(new Check(
            "Data files", CheckState.Missing, $"none in {Place.Data}",
            "rltrainer data synth makes synthetic bars; data/README.md says where real ones go"),
                checks.Single(check => check.Name == "Data files"));
    }

    [Fact]
    public void A_machine_that_trains_to_other_bytes_is_different_and_asked_to_say_so()
    {
        var machine = new FakeMachine();
        Check same = ReferenceCheck.Of(ReferenceResult.Expected, machine),
            other = ReferenceCheck.Of(ReferenceResult.Expected with { Phase2 = new('a', 64) }, machine);
        Assert.Equal((CheckState.Found, ""), (same.State, same.Remedy));
        Assert.StartsWith("this machine reproduces the reference run, ", same.Detail, StringComparison.Ordinal);
        Assert.Equal(CheckState.Different, other.State);
        Assert.StartsWith("phase 2 ends with other numbers: aaaaaaaaaaaa…", other.Detail, StringComparison.Ordinal);
        Assert.NotEmpty(other.Remedy);
    }

    [Fact]
    public void The_processors_name_carries_its_family_and_model()
    {
        Assert.Equal("AMD EPYC (family 25, model 1)",
            ProcessorName.Of(["processor\t: 0", "cpu family\t: 25", "model\t\t: 1", "model name\t: AMD EPYC", "flags: a: b"]));
        Assert.Equal("Some CPU", ProcessorName.Of(["model name : Some CPU"]));
    }

    [Theory]
    [InlineData("dotnet", "8.0.404", ".NET SDK", "8.0.404, expected 10 or later")]
    [InlineData("jupyter", "6.1.12", "Jupyter", "6.1.12, expected 7 or later")]
    [InlineData("sinfo --version", "slurm-wlm 19.05.5", "Slurm", "slurm-wlm 19.05.5, expected 20 or later")]
    [InlineData("nvidia-smi", "470.82.01, Tesla T4, 15360 MiB", "NVIDIA GPU",
        "driver 470.82.01, Tesla T4, 15360 MiB, expected 525 or later")]
    public void An_old_program_is_outdated_and_offers_the_upgrade(string program, string says, string name, string detail)
    {
        var machine = new FakeMachine();
        machine.Programs[program] = says;
        Check check = Examine(machine).Single(each => each.Name == name);
        Assert.Equal((CheckState.Outdated, detail), (check.State, check.Detail));
        Assert.Contains("install", check.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", CheckState.Absent, "neither sinfo, sbatch nor slurmd is on the path",
        "apt-get install slurm-wlm munge, or run on a cluster that has it; only sweeps beyond one machine use it")]
    [InlineData("sinfo --version", "slurm-wlm 22.05.8", CheckState.Silent,
        "slurm-wlm 22.05.8 is installed, but no cluster answers sinfo", Start)]
    [InlineData("sbatch --version", "slurm 23.11.4", CheckState.Silent,
        "slurm 23.11.4 is installed, but no cluster answers sinfo", Start)]
    [InlineData("slurmd -V", "slurm-wlm 22.05.8", CheckState.Silent,
        "slurm-wlm 22.05.8 is installed, but no cluster answers sinfo", Start)]
    [InlineData("sbatch --version", "slurm 19.05.5", CheckState.Outdated, "slurm 19.05.5, expected 20 or later",
        "apt-get install --only-upgrade slurm-wlm")]
    public void Slurm_without_a_cluster_is_told_from_no_Slurm(
        string program, string says, object state, string detail, string remedy)
    {
        var machine = new FakeMachine();
        foreach (string name in machine.Programs.Keys.Where(name => name.StartsWith("sinfo", StringComparison.Ordinal)).ToArray())
            machine.Programs.Remove(name);
        if (program.Length > 0) machine.Programs[program] = says;
        Assert.Equal(new Check("Slurm", (CheckState)state, detail, remedy),
            Examine(machine).Single(check => check.Name == "Slurm"));
    }

    [Fact]
    public void A_cluster_that_answers_is_found_with_its_first_partition() =>
        Assert.Equal(new Check("Slurm", CheckState.Found, "slurm-wlm 22.05.8; partition, nodes, state: all* 1 idle"),
            Examine(new FakeMachine()).Single(check => check.Name == "Slurm"));

    [Fact]
    public void An_old_bundle_and_a_backend_of_another_version_are_outdated()
    {
        var machine = new FakeMachine();
        machine.Texts[Path.Combine(Place.Artifacts, "web", "node_modules", "mermaid", "package.json")] = """{ "version": "9.0.0" }""";
        machine.Libraries[Path.Combine(Place.Root, "backends", EngineBackends.TorchFile)] = new Version(0, 0, 9, 0);
        Check[] checks = Examine(machine);
        Assert.Equal("9.0.0, expected 11.17.2", checks.Single(check => check.Name == "mermaid bundle").Detail);
        Check torch = checks.Single(check => check.Name == "Torch backend");
        Assert.Equal((CheckState.Outdated, "dotnet build src/RlTrainer.Torch -c Release -p:Torch=cpu, or -p:Torch=cuda"),
            (torch.State, torch.Remedy));
        Assert.EndsWith("is of version 0.0.9, expected 0.1.0", torch.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_backend_that_does_not_load_has_the_trainings_own_sentence_as_its_remedy()
    {
        Check torch = Examine(new FakeMachine { Obstacle = "PyTorch's native library did not load: it needs GLIBCXX_3.4.32" })
            .Single(check => check.Name == "Torch backend");
        Assert.Equal((CheckState.Outdated, "PyTorch's native library did not load: it needs GLIBCXX_3.4.32"),
            (torch.State, torch.Remedy));
        Assert.EndsWith("RlTrainer.Torch.dll cannot be used", torch.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "argv": ["/usr/bin/dotnet", "/gone/rltrainer.dll", "kernel", "run", "{connection_file}"], "metadata": { "implementation": "rltrainer" } }""", CheckState.Outdated, "it starts /gone/rltrainer.dll, which is no longer there")]
    [InlineData("""{ "argv": ["/usr/bin/dotnet", "/here/rltrainer.dll", "kernel", "run", "{connection_file}"], "metadata": { "implementation": "rltrainer" } }""", CheckState.Found, "/kernels/rltrainer-csharp/kernel.json starts /usr/bin/dotnet /here/rltrainer.dll kernel run")]
    [InlineData("""{ "argv": ["dotnet", "interactive"] }""", CheckState.Found, "/kernels/rltrainer-csharp/kernel.json, of another program")]
    [InlineData("not json", CheckState.Outdated, "/kernels/rltrainer-csharp/kernel.json cannot be read")]
    [InlineData(null, CheckState.Absent,
        "/kernels/rltrainer-csharp/kernel.json is not there; notebooks also run headless without it")]
    public void A_kernelspec_is_only_found_when_its_command_exists(string? json, object state, string detail)
    {
        if (OperatingSystem.IsWindows()) return;      // the paths are those of another system
        var machine = new FakeMachine { Texts = json is null ? [] : new() { ["/kernels/rltrainer-csharp/kernel.json"] = json } };
        Check check = OptionalChecks.Kernel(machine, "/kernels");
        Assert.Equal((state, detail, check.State == CheckState.Found ? "" : "rltrainer kernel install"),
            (check.State, check.Detail, check.Remedy));
    }

    [Theory]
    [InlineData("slurm-wlm 22.05.8", 22)]
    [InlineData("10.0.100-rc.1", 10)]
    [InlineData("none", 0)]
    public void The_major_version_is_the_first_number_of_its_own(string text, int major) =>
        Assert.Equal(major, Versions.Major(text));

    private static Check[] Examine(FakeMachine machine) =>
        [.. MachineChecks.All(machine, Place), .. OptionalChecks.All(machine, Place)];

    /// <summary>Has everything, until a test takes it away.</summary>
    private sealed class FakeMachine : IMachine
    {
        public Dictionary<string, string> Programs { get; init; } = new()
        {
            ["dotnet"] = "10.0.100",
            ["jupyter"] = "7.4.9",
            ["sinfo --version"] = "slurm-wlm 22.05.8",
            ["sinfo --noheader --format=%P %D %T"] = "all* 1 idle",
            ["nvidia-smi"] = "550.54.14, NVIDIA H100, 81559 MiB",
        };

        public Dictionary<string, string> Texts { get; init; } = new()
        {
            [Path.Combine(RlTrainer.Notebooks.Jupyter.KernelSpec.UserFolder(), "rltrainer-csharp", "kernel.json")] = """{ "argv": ["dotnet", "kernel", "{connection_file}"], "metadata": { "implementation": "rltrainer" } }""",
            [Path.Combine(Place.Artifacts, "web", "node_modules", "plotly.js-finance-dist-min", "package.json")] = """{ "version": "4.1.0" }""",
            [Path.Combine(Place.Artifacts, "web", "node_modules", "mermaid", "package.json")] = """{ "version": "11.17.2" }""",
        };

        public Dictionary<string, Version> Libraries { get; init; } = new()
        {
            [Path.Combine(Place.Root, "backends", EngineBackends.TorchFile)] = typeof(RunConfig).Assembly.GetName().Version!,
        };

        public string[] DataFiles { get; init; } = ["NQ_D1M.csv"];

        public long FreeBytes { get; init; } = 10L << 30;

        public int Cores => 2;

        public int VectorBits { get; init; } = 512;

        public long MemoryBytes { get; init; } = 8L << 30;

        public long FreeDiskBytes(string folder) => FreeBytes;

        public IReadOnlyList<string> Lines(string program, params string[] arguments) =>
            Programs.TryGetValue(string.Join(' ', [program, .. arguments]), out string? line)
                || Programs.TryGetValue(program, out line) ? [line] : [];

        public bool HasFile(string path) => Libraries.ContainsKey(path) || path is "/usr/bin/dotnet" or "/here/rltrainer.dll";

        public string? Text(string path) => Texts.GetValueOrDefault(path);

        public Version? LibraryVersion(string path) => Libraries.GetValueOrDefault(path);

        public string? Obstacle { get; init; }

        public string? BackendObstacle(string backend, string folder) => backend == "torch-cpu" ? Obstacle : null;

        public IReadOnlyList<string> Files(string folder, string pattern) => DataFiles;
    }
}
