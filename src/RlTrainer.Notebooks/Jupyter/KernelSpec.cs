using System.Text.Json;
using System.Text.Json.Nodes;
using RlTrainer.Files;
using RlTrainer.Notebooks.Site;

namespace RlTrainer.Notebooks.Jupyter;

/// <summary>The description by which Jupyter and VS Code find and start the kernel.</summary>
public static class KernelSpec
{
    /// <summary>The kernel's own name, under which it is always installed.</summary>
    public const string Name = "rltrainer-csharp";

    /// <summary>The name that notebooks carry: .NET Interactive's, so that they run on either. Taken only where no other
    /// program has it.</summary>
    public const string NotebookName = ".net-csharp";

    private const string Implementation = "rltrainer";

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
        string shared = Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } named ? named
            : Path.Combine(home, ".local", "share");
        return Path.Combine(shared, "jupyter", "kernels");
    }

    /// <summary>Jupyter's folder of kernels under an installation prefix, such as that of a Python environment.</summary>
    /// <param name="prefix">The installation's folder; a relative one counts from the current folder.</param>
    /// <returns>The full path of share/jupyter/kernels below it, which need not exist.</returns>
    public static string PrefixFolder(string prefix) => Path.Combine(Path.GetFullPath(prefix), "share", "jupyter", "kernels");

    /// <summary>
    /// Writes the description under the kernel's own name, and under the notebooks' name where that is free, its own
    /// already, or to be replaced.
    /// </summary>
    /// <returns>Where the descriptions lie, and whether another program keeps the notebooks' name.</returns>
    /// <param name="kernelsFolder"><see cref="UserFolder"/> or <see cref="PrefixFolder"/>.</param>
    /// <param name="command">How to start the kernel; the connection file's path is added as the last argument.</param>
    /// <param name="scripts">plotly and mermaid, copied for the classic Notebook where they are at hand; null for none.</param>
    /// <param name="replacesOthers">Take the notebooks' name also from another program, such as dotnet-interactive.</param>
    public static KernelInstallation Install(
        string kernelsFolder, IReadOnlyList<string> command, WebScripts? scripts = null, bool replacesOthers = false)
    {
        ArgumentNullException.ThrowIfNull(command);
        string own = Write(Path.Combine(kernelsFolder, Name), "RlTrainer (C#)", command, scripts);
        string shared = Path.Combine(kernelsFolder, NotebookName);
        if (IsOthers(shared) && !replacesOthers)
            return new KernelInstallation(own, shared, IsOthers: true);
        Write(shared, ".NET (C#)", command, scripts);
        return new KernelInstallation(own, shared, IsOthers: false);
    }

    /// <summary>Whether another program's kernel has the notebooks' name in a folder of kernels.</summary>
    /// <param name="kernelsFolder"><see cref="UserFolder"/> or <see cref="PrefixFolder"/>.</param>
    /// <returns>True when a description under that name does not start this program.</returns>
    public static bool IsTaken(string kernelsFolder) => IsOthers(Path.Combine(kernelsFolder, NotebookName));

    /// <summary>Removes the descriptions; false when there are none. One of another program is left alone.</summary>
    /// <param name="kernelsFolder"><see cref="UserFolder"/> or <see cref="PrefixFolder"/>.</param>
    /// <returns>True when something was removed.</returns>
    public static bool Uninstall(string kernelsFolder)
    {
        string[] own = [.. new[] { Name, NotebookName }.Select(name => Path.Combine(kernelsFolder, name))
            .Where(folder => File.Exists(Description(folder)) && !IsOthers(folder))];
        foreach (string folder in own)
            Directory.Delete(folder, recursive: true);
        return own.Length > 0;
    }

    private static string Description(string folder) => Path.Combine(folder, "kernel.json");

    /// <summary>A description that cannot be read is taken for another program's: it is not this one's to overwrite.</summary>
    private static bool IsOthers(string folder)
    {
        if (!File.Exists(Description(folder)))
            return false;
        try
        {
            return (string?)JsonNode.Parse(File.ReadAllText(Description(folder)))?["metadata"]?[
                "implementation"] != Implementation;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return true;
        }
    }

    private static string Write(string folder, string displayName, IReadOnlyList<string> command, WebScripts? scripts)
    {
        var spec = new JsonObject
        {
            ["argv"] = new JsonArray([.. command.Select(word => JsonValue.Create(word)), "{connection_file}"]),
            ["display_name"] = displayName,
            ["language"] = "C#",
            ["interrupt_mode"] = "message",
            ["metadata"] = new JsonObject { ["implementation"] = Implementation },
        };
        AtomicFile.WriteText(Description(folder), spec.ToJsonString(Indented) + "\n");
        AtomicFile.WriteText(Path.Combine(folder, "logo-svg.svg"), KernelLogo.Svg);
        File.WriteAllBytes(Path.Combine(folder, "logo-32x32.png"), KernelLogo.Png(32));
        File.WriteAllBytes(Path.Combine(folder, "logo-64x64.png"), KernelLogo.Png(64));
        AtomicFile.WriteText(Path.Combine(folder, KernelScript.FileName), KernelScript.SourceFor(Path.GetFileName(folder)));
        if (scripts?.PlotlyPath is { } plotly)
            File.Copy(plotly, Path.Combine(folder, WebScripts.PlotlyName), overwrite: true);
        if (scripts?.MermaidPath is { } mermaid)
            File.Copy(mermaid, Path.Combine(folder, WebScripts.MermaidName), overwrite: true);
        return folder;
    }

    /// <summary>How to start this very program again with these arguments.</summary>
    /// <param name="arguments">What follows the program's name.</param>
    /// <returns>The program and its arguments, one word an entry; nothing is started.</returns>
    /// <exception cref="InvalidOperationException">The system does not tell the running program's path.</exception>
    public static IReadOnlyList<string> SelfCommand(params string[] arguments)
    {
        string program = Environment.ProcessPath
            ?? throw new InvalidOperationException("The running program's own path is unknown.");
        bool isDotnet = Path.GetFileNameWithoutExtension(program) == "dotnet";
        return isDotnet ? [program, System.Reflection.Assembly.GetEntryAssembly()!.Location, .. arguments]
            : [program, .. arguments];
    }
}
