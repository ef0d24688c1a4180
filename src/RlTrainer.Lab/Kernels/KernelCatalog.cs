using System.Text.Json.Nodes;
using RlTrainer.Notebooks.Jupyter;

namespace RlTrainer.Lab.Kernels;

/// <summary>The kernels that can be started: the program's own, always, and those installed for Jupyter.</summary>
internal sealed class KernelCatalog(LabOptions options)
{
    /// <summary>Every kernel by its name; an installed one of the notebooks' name stands before the program's own.</summary>
    public SortedDictionary<string, KernelDescription> All()
    {
        var all = new SortedDictionary<string, KernelDescription>(StringComparer.Ordinal)
        {
            [KernelSpec.NotebookName] = KernelDescription.Own(KernelSpec.NotebookName, ".NET (C#)", options.KernelCommand),
            [KernelSpec.Name] = KernelDescription.Own(KernelSpec.Name, "RlTrainer (C#)", options.KernelCommand),
        };
        foreach (string folder in (options.KernelFolders ?? JupyterFolders()).Reverse().Where(Directory.Exists))
            foreach (string each in Directory.GetDirectories(folder))
                if (KernelDescription.Read(each) is { } found && !IsOwn(found)) all[found.Name] = found;
        return all;
    }

    /// <summary>The kernel of a name; the notebooks' one for none.</summary>
    /// <exception cref="LabFault">There is none of that name.</exception>
    public KernelDescription Find(string? name)
    {
        SortedDictionary<string, KernelDescription> all = All();
        return all.TryGetValue(name ?? KernelSpec.NotebookName, out KernelDescription? found) ? found
            : throw new LabFault(404, $"There is no kernel '{name}'; there are {string.Join(", ", all.Keys)}.");
    }

    /// <summary>What GET /api/kernelspecs answers.</summary>
    public JsonObject Json()
    {
        var specs = new JsonObject();
        foreach (KernelDescription kernel in All().Values) specs[kernel.Name] = Entry(kernel);
        return new JsonObject { ["default"] = KernelSpec.NotebookName, ["kernelspecs"] = specs };
    }

    /// <summary>One kernel as clients get it.</summary>
    public static JsonObject Entry(KernelDescription kernel)
    {
        var resources = new JsonObject();
        foreach (string file in FilesOf(kernel))
            resources[Path.GetFileNameWithoutExtension(file)] = $"/kernelspecs/{Uri.EscapeDataString(kernel.Name)}/{file}";
        return new JsonObject { ["name"] = kernel.Name, ["spec"] = kernel.Json.DeepClone(), ["resources"] = resources };
    }

    /// <summary>A picture of a kernel.</summary>
    /// <exception cref="LabFault">It has no such file.</exception>
    public static byte[] Picture(KernelDescription kernel, string file)
    {
        if (!FilesOf(kernel).Contains(file)) throw new LabFault(404, $"The kernel '{kernel.Name}' has no picture of that name.");
        if (kernel.Folder is { } folder) return File.ReadAllBytes(Path.Combine(folder, file));
        return file switch
        {
            "logo-32x32.png" => KernelLogo.Png(32),
            "logo-64x64.png" => KernelLogo.Png(64),
            _ => System.Text.Encoding.UTF8.GetBytes(KernelLogo.Svg),
        };
    }

    private static string[] FilesOf(KernelDescription kernel)
    {
        string[] known = ["logo-32x32.png", "logo-64x64.png", "logo-svg.svg"];
        return kernel.Folder is null ? known : [.. known.Where(file => File.Exists(Path.Combine(kernel.Folder, file)))];
    }

    private static bool IsOwn(KernelDescription found) =>
        (found.Json["metadata"] as JsonObject)?.Text("implementation") == "rltrainer";

    private static IEnumerable<string> JupyterFolders()
    {
        string[] named = (System.Environment.GetEnvironmentVariable("JUPYTER_PATH") ?? "").Split(
            Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        foreach (string folder in named) yield return Path.Combine(folder, "kernels");
        yield return KernelSpec.UserFolder();
        if (OperatingSystem.IsWindows()) yield break;
        yield return "/usr/local/share/jupyter/kernels";
        yield return "/usr/share/jupyter/kernels";
    }
}
