using System.Globalization;
using RlTrainer.Checkpoints;

namespace RlTrainer.Runs;

/// <summary>
/// The checkpoints of a run while it trains: which are kept, and the one that was only a pause. A run that was left between two
/// scheduled checkpoints saves where it stands; once it has gone on to the next, that file goes, so that the folder holds what
/// the folder of an uninterrupted run holds.
/// </summary>
internal sealed class CheckpointShelf(RunFolder folder, TrainingSchedule schedule)
{
    private string? _pause;

    /// <summary>Remembers where the run goes on.</summary>
    /// <param name="path">The checkpoint it goes on from.</param>
    /// <param name="isPause">It was saved outside the schedule.</param>
    /// <param name="isGoingBack">Later checkpoints go: the logs are cut back to this one and would not fit them.</param>
    public void GoOnFrom(string path, bool isPause, bool isGoingBack)
    {
        _pause = isPause ? path : null;
        if (!isPause && folder.AllCheckpoints().LastOrDefault(file => string.CompareOrdinal(file, path) < 0) is { } before
            && WasPause(before))
            // the fault came between this checkpoint and that one's end
            File.Delete(before);
        foreach (string later in folder.AllCheckpoints().Where(file => isGoingBack && string.CompareOrdinal(file, path) > 0))
            File.Delete(later);
    }

    /// <summary>Writes a checkpoint, then removes those that need not be kept any longer.</summary>
    /// <param name="steps">Environment steps.</param>
    /// <param name="checkpoint">What is written.</param>
    /// <param name="isPause">It is saved outside the schedule.</param>
    /// <returns>Its path.</returns>
    public string Save(long steps, Checkpoint checkpoint, bool isPause)
    {
        string path = folder.Checkpoint(steps);
        CheckpointFile.Write(path, checkpoint);
        if (_pause is not null && _pause != path) File.Delete(_pause);
        _pause = isPause ? path : null;
        Thin(path);
        return path;
    }

    private static bool WasPause(string path)
    {
        try
        {
            return CheckpointFile.Read(path).RunState is { } state && RunJson.Read<RunState>(state, path).IsPause;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>The newest so many stay, and every so-manieth of the schedule.</summary>
    private void Thin(string newest)
    {
        if (schedule.KeepCheckpoints == 0) return;
        string[] old = [.. folder.AllCheckpoints().Where(file => string.CompareOrdinal(file, newest) <= 0)
            .SkipLast(schedule.KeepCheckpoints)];
        foreach (string file in old)
        {
            long number = long.Parse(
                Path.GetFileNameWithoutExtension(file)["step-".Length..],
                CultureInfo.InvariantCulture) / schedule.CheckpointEverySteps;
            if (schedule.KeepEveryCheckpoint == 0 || number % schedule.KeepEveryCheckpoint != 0) File.Delete(file);
        }
    }
}
