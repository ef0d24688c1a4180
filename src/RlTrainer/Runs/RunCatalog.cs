using RlTrainer.Files;

namespace RlTrainer.Runs;

/// <summary>The runs of a folder.</summary>
public static class RunCatalog
{
    private const int DeepestFolder = 4;

    /// <summary>Every run below a folder, sweeps' trials and all, by name.</summary>
    /// <param name="runsFolder">The folder of all runs; none are there where it is missing.</param>
    /// <returns>Entries sorted by their names.</returns>
    public static IReadOnlyList<RunEntry> List(string runsFolder)
    {
        ArgumentNullException.ThrowIfNull(runsFolder);
        return Directory.Exists(runsFolder)
            ? [.. Below(runsFolder, DeepestFolder)
                .Select(path => RunEntry.Read(Path.GetRelativePath(runsFolder, path).Replace('\\', '/'), new RunFolder(path)))
                    .OrderBy(run => run.Name, StringComparer.Ordinal)]
            : [];
    }

    /// <summary>The same without reading any: their names and folders, by name.</summary>
    internal static IEnumerable<(string Name, RunFolder Folder)> Folders(string runsFolder) => !Directory.Exists(runsFolder) ? []
        : Below(runsFolder, DeepestFolder)
            .Select(path => (Path.GetRelativePath(runsFolder, path).Replace('\\', '/'), new RunFolder(path)))
            .OrderBy(run => run.Item1, StringComparer.Ordinal);

    /// <summary>The run of a name.</summary>
    /// <param name="runsFolder">The folder of all runs.</param>
    /// <param name="name">The run's folder below it.</param>
    /// <returns>The entry.</returns>
    /// <exception cref="ArgumentException">No such run: the message lists those there are and names the nearest.</exception>
    public static RunEntry Find(string runsFolder, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(runsFolder);
        var folder = new RunFolder(Path.Combine(runsFolder, name));
        if (folder.IsTaken) return RunEntry.Read(name, folder);
        string[] names = [.. List(runsFolder).Select(run => run.Name)];
        throw new ArgumentException(names.Length == 0
            ? $"There is no run '{PrintableText.Name(name)}', nor any other in {runsFolder}; `rltrainer train phase1 --test` "
                + $"makes one."
            : $"There is no run '{PrintableText.Name(name)}' in {runsFolder}; did you mean "
                + $"{PrintableText.Name(WordDistance.Nearest(name, names))}? `rltrainer runs list` names all {names.Length}.");
    }

    private static IEnumerable<string> Below(string folder, int levels)
    {
        foreach (string child in Directory.GetDirectories(folder))
            if (new RunFolder(child).IsTaken) yield return child;
            else if (levels > 1)
                foreach (string run in Below(child, levels - 1)) yield return run;
    }
}
