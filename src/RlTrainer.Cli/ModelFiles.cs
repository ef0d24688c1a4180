using RlTrainer.Runs;

namespace RlTrainer.Cli;

/// <summary>The stored model that a run's name or a file's path means.</summary>
internal static class ModelFiles
{
    /// <summary>The model's path, and its run's folder where a run was named.</summary>
    public static (string Model, RunFolder? Folder) Find(Workplace workplace, string run)
    {
        if (File.Exists(run)) return (Path.GetFullPath(run), null);
        var folder = new RunFolder(Path.Combine(workplace.Runs, run));
        foreach (string model in new[] { folder.Best, folder.Final(1), folder.Final(2) })
            if (File.Exists(model))
                return (model, folder);
        string known = Directory.Exists(workplace.Runs)
            ? string.Join(", ", Directory.GetDirectories(workplace.Runs).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal))
            : "";
        throw new CommandException($"There is no model of a run '{run}' (looked for {folder.Best}). Runs here: {(known.Length == 0 ? "none; train one: rltrainer train phase1 --test" : known)}.");
    }
}
