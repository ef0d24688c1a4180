using RlTrainer.Files;
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
        if (File.Exists(folder.Best)) return (folder.Best, folder);
        if (folder.IsTaken)
            throw new CommandException(
                $"The run '{run}' has no best model: {folder.Best} is missing, because no evaluation has come yet or the file "
                + $"was lost. {Others(folder)}");
        string known = Directory.Exists(workplace.Runs)
            ? string.Join(", ", Directory.GetDirectories(workplace.Runs).Select(
                path => PrintableText.Name(Path.GetFileName(path))).Order(StringComparer.Ordinal))
            : "";
        throw new CommandException($"There is no model of a run '{PrintableText.Name(run)}' (looked for {folder.Best}). Runs "
            + $"here: {(known.Length == 0 ? "none; train one: rltrainer train phase1 --test" : known)}.");
    }

    /// <summary>Nothing else is judged in its stead without a word: the caller has to name it.</summary>
    private static string Others(RunFolder folder)
    {
        string[] others = [.. new[] { folder.Final(1), folder.Final(2), folder.LatestCheckpoint() ?? "" }.Where(File.Exists)];
        return others.Length == 0 ? "Train it further with --resume."
            : $"Restore it, or name another model of the run: {string.Join(", ", others)}.";
    }
}
