namespace RlTrainer.Cli;

/// <summary>
/// Where a command reads and writes: the repository's root, or the folder given with --root. The current directory never
/// decides, so a command does the same wherever it is typed.
/// </summary>
/// <param name="Root">The folder that holds data, notebooks, runs and artifacts.</param>
internal sealed record Workplace(string Root)
{
    public string Data => Path.Combine(Root, "data");

    public string Notebooks => Path.Combine(Root, "notebooks");

    public string Runs => Path.Combine(Root, "runs");

    public string Artifacts => Path.Combine(Root, "artifacts");

    /// <summary>The workplace of a given root, or else of the checkout the command was built in.</summary>
    /// <exception cref="CommandException">The given folder does not exist, or none was given and there is no
    /// checkout.</exception>
    public static Workplace At(string? root) =>
        Here(root) ?? throw new CommandException(
            "This command does not run from a checkout of RlTrainer; say where data and runs are with --root FOLDER.");

    /// <summary>The same; null where none was given and there is no checkout.</summary>
    /// <exception cref="CommandException">The given folder does not exist.</exception>
    public static Workplace? Here(string? root)
    {
        if (root is not null)
            return Directory.Exists(root)
                ? new Workplace(Path.GetFullPath(root))
                : throw new CommandException(
                    $"--root was '{root}', which is not a folder; expected the folder that holds data and runs.");
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "RlTrainer.sln")))
                return new Workplace(folder.FullName);
        return null;
    }

    /// <summary>
    /// Proves that a file can be written in a folder, and leaves no folder that was not there: what comes may fail before it
    /// writes.
    /// </summary>
    /// <exception cref="CommandException">It cannot be made or written.</exception>
    public static string ProvedWritable(string folder)
    {
        string missing = Path.GetFullPath(folder);
        if (Directory.Exists(missing)) return Writable(folder);
        while (Path.GetDirectoryName(missing) is { } parent && !Directory.Exists(parent)) missing = parent;
        Writable(folder);
        Directory.Delete(missing, recursive: true);
        return folder;
    }

    /// <summary>Makes a folder and proves that a file can be written there, before any long work starts.</summary>
    /// <exception cref="CommandException">It cannot be made or written.</exception>
    public static string Writable(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            string probe = Path.Combine(folder, ".write-check");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                $"The output folder {folder} cannot be written ({e.Message.TrimEnd('.')}); choose another with --output, or make "
                + $"it writable. Nothing was started.", e);
        }
    }
}
