using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>What a clean-up of runs would remove, worked out before anything is.</summary>
/// <param name="Paths">Folders of whole runs, or single checkpoint files.</param>
/// <param name="Bytes">What that frees.</param>
/// <param name="Kept">Runs that were asked for and stay, each with the reason.</param>
internal sealed record RunPruning(IReadOnlyList<string> Paths, long Bytes, IReadOnlyList<string> Kept)
{
    /// <summary>Whole runs; one that a process is writing to stays.</summary>
    /// <param name="runs">The runs to remove.</param>
    /// <returns>What would be removed and what is kept because it is in use; nothing is removed yet.</returns>
    public static RunPruning Whole(IReadOnlyList<RunEntry> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        RunEntry[] free = [.. runs.Where(run => run.Progress != RunProgress.Running)];
        return new RunPruning([.. free.Select(run => run.Folder.Path)], free.Sum(run => run.Bytes), Busy(runs));
    }

    /// <summary>All checkpoints but the newest of each run; its models and logs stay.</summary>
    /// <param name="runs">The runs to thin.</param>
    /// <returns>What would be removed and what is kept because it is in use; nothing is removed yet.</returns>
    public static RunPruning OldCheckpoints(IReadOnlyList<RunEntry> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        string[] files = [.. runs.Where(run => run.Progress != RunProgress.Running && Directory.Exists(run.Folder.Checkpoints))
            .SelectMany(run => Directory.GetFiles(run.Folder.Checkpoints, "step-*.zip").Order(StringComparer.Ordinal)
                .SkipLast(1))];
        return new RunPruning(files, files.Sum(file => new FileInfo(file).Length), Busy(runs));
    }

    /// <summary>The runs that were not among the latest so many, by
    /// their start; those without a manifest count as oldest.</summary>
    /// <param name="runs">Any runs.</param>
    /// <param name="latest">How many of the newest to leave out, 0 or more.</param>
    /// <returns>The others, the newest first.</returns>
    public static IReadOnlyList<RunEntry> AllBut(IReadOnlyList<RunEntry> runs, int latest)
    {
        ArgumentNullException.ThrowIfNull(runs);
        return [.. runs.OrderByDescending(run => run.Manifest?.StartedUtc ?? "", StringComparer.Ordinal).Skip(latest)];
    }

    /// <summary>Removes what <see cref="Paths"/> lists.</summary>
    /// <exception cref="IOException">Something cannot be removed; the message names it.</exception>
    public void Remove()
    {
        foreach (string path in Paths)
            if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
            else File.Delete(path);
    }

    private static string[] Busy(IReadOnlyList<RunEntry> runs) =>
        [.. runs.Where(run => run.Progress == RunProgress.Running).Select(run => $"{run.Name}: a process is writing to it")];

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
