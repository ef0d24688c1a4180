namespace RlTrainer.Notebooks.Running;

/// <summary>Where the program with .NET Interactive's kernels lies. Nothing else of this library needs it.</summary>
public static class InteractiveHost
{
    private const string Name = "RlTrainer.Interactive.Host";

    /// <summary>How to build it.</summary>
    public const string Remedy = "dotnet build src/RlTrainer.Interactive.Host -c Release";

    /// <summary>The program as the build puts it beside the running one, in artifacts/bin.</summary>
    /// <returns>The path of its assembly.</returns>
    /// <exception cref="FileNotFoundException">It was not built; the message says how.</exception>
    public static string Find()
    {
        string folder = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        string path = Path.GetFullPath(Path.Combine(folder, "..", "..", Name, Path.GetFileName(folder), Name + ".dll"));
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException(
                $"The engine dotnet-interactive is not here; looked for {path}. Build it in a checkout with {Remedy}.", path);
    }
}
