using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>One run of a runs folder, as far as its files tell.</summary>
/// <param name="Name">Its folder, from the runs folder.</param>
/// <param name="Folder">Its files.</param>
/// <param name="Progress">How far it is.</param>
/// <param name="Config">Its configuration; null when unreadable.</param>
/// <param name="Manifest">What it was made of; null where it has no manifest.</param>
/// <param name="Summary">How it ended; null before.</param>
/// <param name="LastCheckpointSteps">Environment steps of its newest checkpoint; 0 without one.</param>
/// <param name="Bytes">Size of all its files.</param>
/// <param name="Fault">Why it cannot be read; null otherwise.</param>
public sealed record RunEntry(
    string Name, RunFolder Folder, RunProgress Progress, RunConfig? Config, RunManifest? Manifest, TrainingSummary? Summary,
    long LastCheckpointSteps, long Bytes, string? Fault)
{
    /// <summary>Reads a run's folder; whatever is wrong with it is in <see cref="Fault"/>.</summary>
    /// <param name="name">What lists call it.</param>
    /// <param name="folder">The run's folder, which exists.</param>
    /// <returns>The entry; a damaged run is one too.</returns>
    public static RunEntry Read(string name, RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(name);
        long bytes = Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
        long steps = folder.LatestCheckpoint() is { } latest
            && long.TryParse(Path.GetFileNameWithoutExtension(latest)["step-".Length..],
                System.Globalization.CultureInfo.InvariantCulture, out long last) ? last : 0;
        try
        {
            RunConfig config = Named(RunJson.Read<RunConfig>(File.ReadAllText(folder.Config), folder.Config), folder);
            RunManifest? manifest = File.Exists(folder.Manifest) ? RunManifest.Read(folder.Manifest) : null;
            TrainingSummary? summary = File.Exists(folder.Summary)
                ? RunJson.Read<TrainingSummary>(File.ReadAllText(folder.Summary), folder.Summary) : null;
            RunProgress progress = IsBusy(folder) ? RunProgress.Running
                : summary is null or { IsInterrupted: true } ? RunProgress.Unfinished
                : RunProgress.Finished;
            return new RunEntry(name, folder, progress, config, manifest, summary, steps, bytes, null);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new RunEntry(name, folder, RunProgress.Unreadable, null, null, null, steps, bytes, e.Message);
        }
    }

    private static RunConfig Named(RunConfig config, RunFolder folder) => !Files.PrintableText.HasControl(config.Name) ? config
        : throw new InvalidDataException(
            $"{folder.Config}: Name was '{Files.PrintableText.Name(config.Name)}'; expected a name without control characters.");

    /// <summary>A run that goes on keeps its log open; on a folder of another machine this may not be seen.</summary>
    private static bool IsBusy(RunFolder folder)
    {
        if (!File.Exists(folder.Log)) return false;
        try
        {
            using var log = new FileStream(folder.Log, FileMode.Open, FileAccess.Write, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
