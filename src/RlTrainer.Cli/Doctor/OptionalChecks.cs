using RlTrainer.Notebooks.Site;

namespace RlTrainer.Cli.Doctor;

/// <summary>What only optional parts use; each says how it starts.</summary>
internal static class OptionalChecks
{
    public static IEnumerable<Check> All(Workplace workplace) =>
    [
        Program("Jupyter", "apt-get install jupyter-notebook jupyter-nbconvert, or pip install notebook; notebooks also run headless without it", "jupyter", "kernelspec", "--version"),
        WebBundle("plotly", WebScripts.Find(workplace.Artifacts).PlotlyPath),
        WebBundle("mermaid", WebScripts.Find(workplace.Artifacts).MermaidPath),
        Torch(workplace),
        Program("NVIDIA GPU", "only the torch-cuda backend uses one", "nvidia-smi", "--query-gpu=name,memory.total", "--format=csv,noheader"),
        Program("Slurm", "apt-get install slurm-wlm, or run on a cluster that has it; only sweeps beyond one machine use it", "sinfo", "--version"),
    ];

    private static Check Program(string name, string remedy, string program, params string[] arguments) =>
        Probe.FirstLine(program, arguments) is { } line
            ? new Check(name, CheckState.Found, line)
            : new Check(name, CheckState.Absent, $"{program} does not answer", remedy);

    private static Check WebBundle(string name, string? path) => path is null
        ? new Check($"{name} bundle", CheckState.Absent, "pages show SVG charts and diagram sources instead", WebScripts.Remedy)
        : new Check($"{name} bundle", CheckState.Found, path);

    private static Check Torch(Workplace workplace)
    {
        string library = Path.Combine(workplace.Root, "backends", "RlTrainer.Torch.dll");
        return File.Exists(library)
            ? new Check("Torch backend", CheckState.Found, library)
            : new Check("Torch backend", CheckState.Absent, "the cpu engine trains without it", "dotnet build src/RlTrainer.Torch -c Release -p:Torch=cpu, or -p:Torch=cuda");
    }
}
