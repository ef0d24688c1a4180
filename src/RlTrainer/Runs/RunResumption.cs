using RlTrainer.Checkpoints;
using RlTrainer.Files;

namespace RlTrainer.Runs;

/// <summary>What a run is taken up from: its configuration and its newest whole checkpoint.</summary>
/// <param name="Config">With the algorithm's code.</param>
/// <param name="Checkpoint">Where it goes on.</param>
/// <param name="State">The run's own state there.</param>
/// <param name="Path">The checkpoint's file.</param>
/// <param name="Notice">Newer checkpoints that are damaged, in words; null where there are none.</param>
internal sealed record RunResumption(RunConfig Config, Checkpoint Checkpoint, RunState State, string Path, string? Notice)
{
    /// <summary>Finds it.</summary>
    /// <param name="folder">The run's files.</param>
    /// <param name="market">The data it is to go on with.</param>
    /// <param name="parts">Features, reward terms, rules and the algorithm where the run's are defined in code.</param>
    /// <param name="fromStep">Environment steps of the checkpoint wanted; null for the newest whole one.</param>
    /// <exception cref="InvalidDataException">There is none, or it does not fit; the message says why.</exception>
    public static RunResumption Find(
        RunFolder folder, PreparedMarket market, IReadOnlyList<Values.IDefinition>? parts, long? fromStep)
    {
        if (!folder.IsTaken) throw new InvalidDataException(
            $"{folder.Path} holds no run to resume; start one with that name first.");
        RunConfig config = RunJson.Read<RunConfig>(TextFile.Read(folder.Config), folder.Config, parts)
            .Given("TrainingRun.Resume(folder, market, parts: [{0}])");
        RunResumption found = NewestWhole(folder, config, fromStep);
        string[] differences =
            [.. found.Checkpoint.Manifest.ResumeDifferences(
                RunModels.ManifestOf(config, market, found.Checkpoint.Manifest.Steps))];
        if (differences.Length > 0) throw new InvalidDataException(
            $"{found.Path} does not fit this run: {string.Join(" ", differences)}");
        if (!found.Checkpoint.Features.Means.SequenceEqual(market.Normalizer.Means)
            || !found.Checkpoint.Features.Deviations.SequenceEqual(market.Normalizer.Deviations))
            throw new InvalidDataException(
                $"{found.Path} was trained on features with other means and deviations; prepare the market with the normaliser "
                + $"of {(config.Start is null ? found.Path : folder.Start)}.");
        if (found.State.Best.Evaluations > 0 && !File.Exists(folder.Best))
            throw new InvalidDataException(
                $"{folder.Best} is missing: the best model so far, of {found.State.Best.Steps} steps, was lost. Restore the "
                + $"file, or begin the run anew; going on would keep a worse one.");
        return found;
    }

    private static RunResumption NewestWhole(RunFolder folder, RunConfig config, long? fromStep)
    {
        string[] candidates = [.. folder.AllCheckpoints().Reverse()];
        if (candidates.Length == 0) throw new InvalidDataException(
            $"{folder.Path} has no checkpoint yet, so there is nothing to resume; start the run anew.");
        if (fromStep is { } steps)
        {
            string wanted = folder.Checkpoint(steps);
            if (!candidates.Contains(wanted))
                throw new InvalidDataException(
                    $"{folder.Path} has no checkpoint of {steps} steps; it has "
                    + $"{string.Join(", ", candidates.Reverse().Select(path => System.IO.Path.GetFileName(path)))}.");
            candidates = [wanted];
        }
        var damaged = new List<string>();
        foreach (string path in candidates)
        {
            try
            {
                Checkpoint checkpoint = CheckpointFile.Read(path);
                if (!checkpoint.IsResumable) throw new InvalidDataException(
                    $"{path} is a model without a trainer's state; a run cannot go on from it.");
                string? notice = damaged.Count == 0 ? null
                    : $"{string.Join(" ", damaged)} The run goes on from {System.IO.Path.GetFileName(path)}.";
                return new RunResumption(config, checkpoint, RunJson.Read<RunState>(checkpoint.RunState!, path), path, notice);
            }
            catch (InvalidDataException e) when (candidates.Length > 1 && !IsOfAnotherVersion(e))
            {
                damaged.Add(e.Message);
            }
        }
        throw new InvalidDataException(
            $"No checkpoint of {folder.Path} is whole: {string.Join(" ", damaged)} Begin the run anew.");
    }

    private static bool IsOfAnotherVersion(InvalidDataException error) =>
        error.Message.Contains("has format version", StringComparison.Ordinal);
}
