using System.Text.Json;
using System.Text.Json.Nodes;
using RlTrainer.Files;
using RlTrainer.Notebooks.Site;

namespace RlTrainer.Notebooks.Jupyter;

/// <summary>The description by which Jupyter and VS Code find and start the kernel.</summary>
public static class KernelSpec
{
    /// <summary>The folder's name; .NET Interactive's, so that the notebooks run on either.</summary>
    public const string Name = ".net-csharp";

    private static readonly JsonSerializerOptions Indented = new(MessageCodec.Json) { WriteIndented = true, NewLine = "\n" };

    /// <summary>Jupyter's folder of kernels for the current user.</summary>
    public static string UserFolder()
    {
        if (Environment.GetEnvironmentVariable("JUPYTER_DATA_DIR") is { Length: > 0 } data)
            return Path.Combine(data, "kernels");
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsWindows())
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "jupyter", "kernels");
        if (OperatingSystem.IsMacOS())
            return Path.Combine(home, "Library", "Jupyter", "kernels");
        string shared = Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } named ? named : Path.Combine(home, ".local", "share");
        return Path.Combine(shared, "jupyter", "kernels");
    }

    /// <summary>Jupyter's folder of kernels under an installation prefix, such as that of a Python environment.</summary>
    public static string PrefixFolder(string prefix) => Path.Combine(Path.GetFullPath(prefix), "share", "jupyter", "kernels");

    /// <summary>Writes the description; one that is there is replaced. Returns its folder.</summary>
    /// <param name="kernelsFolder"><see cref="UserFolder"/> or <see cref="PrefixFolder"/>.</param>
    /// <param name="command">How to start the kernel; the connection file's path is added as the last argument.</param>
    /// <param name="scripts">plotly and mermaid, copied for the classic Notebook where they are at hand; null for none.</param>
    public static string Install(string kernelsFolder, IReadOnlyList<string> command, WebScripts? scripts = null)
    {
        ArgumentNullException.ThrowIfNull(command);
        string folder = Path.Combine(kernelsFolder, Name);
        var spec = new JsonObject
        {
            ["argv"] = new JsonArray([.. command.Select(word => JsonValue.Create(word)), "{connection_file}"]),
            ["display_name"] = ".NET (C#)",
            ["language"] = "C#",
            ["interrupt_mode"] = "message",
            ["metadata"] = new JsonObject { ["implementation"] = "rltrainer" },
        };
        AtomicFile.WriteText(Path.Combine(folder, "kernel.json"), spec.ToJsonString(Indented) + "\n");
        AtomicFile.WriteText(Path.Combine(folder, "logo-svg.svg"), KernelLogo.Svg);
        File.WriteAllBytes(Path.Combine(folder, "logo-32x32.png"), KernelLogo.Png(32));
        File.WriteAllBytes(Path.Combine(folder, "logo-64x64.png"), KernelLogo.Png(64));
        AtomicFile.WriteText(Path.Combine(folder, KernelScript.FileName), KernelScript.Source);
        if (scripts?.PlotlyPath is { } plotly)
            File.Copy(plotly, Path.Combine(folder, WebScripts.PlotlyName), overwrite: true);
        if (scripts?.MermaidPath is { } mermaid)
            File.Copy(mermaid, Path.Combine(folder, WebScripts.MermaidName), overwrite: true);
        return folder;
    }

    /// <summary>Removes the description; false when there is none. One of another program is left alone.</summary>
    /// <exception cref="IOException">The description there belongs to another program.</exception>
    public static bool Uninstall(string kernelsFolder)
    {
        string folder = Path.Combine(kernelsFolder, Name);
        string file = Path.Combine(folder, "kernel.json");
        if (!File.Exists(file))
            return false;
        if ((string?)JsonNode.Parse(File.ReadAllText(file))?["metadata"]?["implementation"] != "rltrainer")
            throw new IOException($"{file} was installed by another program; remove it with 'jupyter kernelspec remove {Name}' if that is what you want.");
        Directory.Delete(folder, recursive: true);
        return true;
    }

    /// <summary>How to start this very program again with these arguments.</summary>
    public static IReadOnlyList<string> SelfCommand(params string[] arguments)
    {
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("The running program's own path is unknown.");
        bool isDotnet = Path.GetFileNameWithoutExtension(program) == "dotnet";
        return isDotnet ? [program, System.Reflection.Assembly.GetEntryAssembly()!.Location, .. arguments] : [program, .. arguments];
    }
}
