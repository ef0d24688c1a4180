using RlTrainer.Checkpoints;
using RlTrainer.Files;
using RlTrainer.Learning;
using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <content>How a run begins, or is taken up where it was left.</content>
public sealed partial class TrainingRun
{
    /// <summary>Begins a run in a folder of its own, on the processor's own engine.</summary>
    /// <param name="config">Everything that decides the result.</param>
    /// <param name="market">The splits, made with the same configuration.</param>
    /// <param name="folder">Where the run's files go.</param>
    /// <param name="threads">Threads to compute with, 0 for all; decides no bit of the result.</param>
    /// <param name="from">The model to start from: phase 1's for phase 2, or a finished one to train on; null for random
    /// weights.</param>
    /// <param name="replace">Take a folder that holds a run already: its files are lost.</param>
    /// <returns>The run, before its first update.</returns>
    /// <exception cref="ArgumentException">The configuration is impossible, the data has no valid start, or the model does not
    /// fit.</exception>
    /// <exception cref="InvalidOperationException">The folder holds a run already, and replacing it was not asked
    /// for.</exception>
    /// <exception cref="FolderInUseException">Another process trains in this folder; the message says which.</exception>
    /// <exception cref="InsufficientMemoryException">The run will not fit; the message says what it needs.</exception>
    /// <exception cref="NonFiniteException">A feature is not a finite number; the message names its bar.</exception>
    public static TrainingRun Start(
        RunConfig config, PreparedMarket market, RunFolder folder, int threads = 0, Checkpoint? from = null,
        bool replace = false) => Start(config, market, folder, RunMachine.Of(threads), from, replace);

    /// <summary>Begins a run in a folder of its own, on an engine of the caller's.</summary>
    /// <param name="config">Everything that decides the result.</param>
    /// <param name="market">The splits, made with the same configuration.</param>
    /// <param name="folder">Where the run's files go.</param>
    /// <param name="engine">Makes the engine.</param>
    /// <param name="from">The model to start from: phase 1's for phase 2, or a finished one to train on; null for random
    /// weights.</param>
    /// <param name="replace">Take a folder that holds a run already: its files are lost.</param>
    /// <returns>The run, before its first update.</returns>
    /// <exception cref="ArgumentException">The configuration is impossible, the data has no valid start, or the model does not
    /// fit.</exception>
    /// <exception cref="InvalidOperationException">The folder holds a run already, and replacing it was not asked
    /// for.</exception>
    /// <exception cref="FolderInUseException">Another process trains in this folder; the message says which.</exception>
    /// <exception cref="InsufficientMemoryException">The run will not fit; the message says what it needs.</exception>
    /// <exception cref="NonFiniteException">A feature is not a finite number; the message names its bar.</exception>
    public static TrainingRun Start(
        RunConfig config, PreparedMarket market, RunFolder folder, EngineMaker engine, Checkpoint? from = null,
        bool replace = false)
    {
        ArgumentNullException.ThrowIfNull(engine);
        return Start(config, market, folder, new RunMachine(engine), from, replace);
    }

    internal static TrainingRun Start(
        RunConfig config, PreparedMarket market, RunFolder folder, RunMachine machine, Checkpoint? from = null,
        bool replace = false)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(market);
        ArgumentNullException.ThrowIfNull(folder);
        RequireFree(folder, replace);
        config = config with { Start = from is null ? null : StartingModel.Of(from) };
        TransferredModel? transferred = from is null ? null
            : Checkpoints.Transfer.Of(from, new(
                RunModels.ManifestOf(config, market, 0), market.Train, market.Normalizer, config.Environment, config.Rules));
        TrainingRun run = Made(folder, machine, owner => new TrainingRun(config, market, folder, machine, from, owner));
        try
        {
            RequireFree(folder, replace);
            run.Begin(transferred, from);
            return run;
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    /// <summary>Takes up a run at its newest whole checkpoint, on the processor's own engine; it then goes on as if it had
    /// never stopped.</summary>
    /// <param name="folder">The run's files.</param>
    /// <param name="market">The splits, made with the run's configuration.</param>
    /// <param name="threads">Threads to compute with, 0 for all; decides no bit of the result.</param>
    /// <param name="parts">Features, reward terms, rules and the algorithm where the run's are defined in code; null for
    /// none.</param>
    /// <param name="fromStep">Environment steps of the checkpoint to
    /// go back to, later ones go; null: the newest whole one.</param>
    /// <returns>The run, before its next update; <see cref="Notice"/> names damaged checkpoints that were passed over.</returns>
    /// <exception cref="InvalidDataException">There is no whole checkpoint, or it does not fit this data or program; the
    /// message names what differs.</exception>
    /// <exception cref="FolderInUseException">Another process trains in this folder; the message says which.</exception>
    /// <exception cref="InsufficientMemoryException">The run will not fit; the message says what it needs.</exception>
    public static TrainingRun Resume(
        RunFolder folder, PreparedMarket market, int threads = 0, IReadOnlyList<IDefinition>? parts = null,
        long? fromStep = null) => Resume(folder, market, RunMachine.Of(threads), parts, fromStep);

    /// <summary>Takes up a run at its newest whole checkpoint, on an engine of the caller's.</summary>
    /// <param name="folder">The run's files.</param>
    /// <param name="market">The splits, made with the run's configuration.</param>
    /// <param name="engine">Makes the engine.</param>
    /// <param name="parts">Features, reward terms, rules and the algorithm where the run's are defined in code; null for
    /// none.</param>
    /// <param name="fromStep">Environment steps of the checkpoint to
    /// go back to, later ones go; null: the newest whole one.</param>
    /// <returns>The run, before its next update; <see cref="Notice"/> names damaged checkpoints that were passed over.</returns>
    /// <exception cref="InvalidDataException">There is no whole checkpoint, or it does not fit this data or program; the
    /// message names what differs.</exception>
    /// <exception cref="FolderInUseException">Another process trains in this folder; the message says which.</exception>
    /// <exception cref="InsufficientMemoryException">The run will not fit; the message says what it needs.</exception>
    public static TrainingRun Resume(
        RunFolder folder, PreparedMarket market, EngineMaker engine, IReadOnlyList<IDefinition>? parts = null,
        long? fromStep = null)
    {
        ArgumentNullException.ThrowIfNull(engine);
        return Resume(folder, market, new RunMachine(engine), parts, fromStep);
    }

    internal static TrainingRun Resume(
        RunFolder folder, PreparedMarket market, RunMachine machine, IReadOnlyList<IDefinition>? parts = null,
        long? fromStep = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(market);
        // refuses before anything is written
        _ = RunResumption.Find(folder, market, parts, fromStep);
        return Made(folder, machine, owner =>
        {
            // nobody else writes from here on
            RunResumption found = RunResumption.Find(folder, market, parts, fromStep);
            var run = new TrainingRun(
                found.Config, market, folder, machine, StartOf(found.Config, folder), owner)
            { Notice = found.Notice };
            run._trainer.Restore(found.Checkpoint.Trainer!);
            (run._best, run._decisions) = (found.State.Best, found.State.Decisions);
            run._shelf.GoOnFrom(found.Path, found.State.IsPause, isGoingBack: fromStep is not null);
            run._recorder.Resume(found.State, found.Checkpoint.Manifest.Steps, run.Diagnostics);
            return run;
        });
    }

    private static void RequireFree(RunFolder folder, bool replace)
    {
        if (folder.IsTaken && !replace)
            throw new InvalidOperationException(
                $"{folder.Path} holds a run already; take another folder, go on with it (TrainingRun.Resume), or say replace: "
                + $"true to lose its files. Nothing was changed.");
    }

    /// <summary>
    /// A run made by the folder's owner; where making it fails, the folder is free again, and gone where it was new.
    /// </summary>
    private static TrainingRun Made(RunFolder folder, RunMachine machine, Func<FolderOwner, TrainingRun> make)
    {
        bool isNew = !Directory.Exists(folder.Path);
        FolderOwner owner = FolderOwner.Take(folder.Path, "training", machine.Time);
        try
        {
            return make(owner);
        }
        catch
        {
            owner.Dispose();
            if (isNew) Directory.Delete(folder.Path, recursive: true);
            throw;
        }
    }

    /// <summary>Writes what a run begins with.</summary>
    private void Begin(TransferredModel? transferred, Checkpoint? from)
    {
        _recorder.Begin(Description, Diagnostics, transferred?.Report);
        AtomicFile.WriteText(
            Folder.Manifest, RunJson.Write(RunManifest.Of(_config, _market, _engine.Name, _time.GetUtcNow())) + "\n");
        if (transferred is null) return;
        Transfer = transferred.Report;
        _trainer.StartFrom(transferred.Weights, transferred.Dense);
        CheckpointFile.Write(Folder.Start, from! with { Trainer = null, RunState = null });
        AtomicFile.WriteText(Folder.Transfer, $"{transferred.Report}\n");
    }

    /// <summary>The model a stored run started from; null from scratch.</summary>
    private static Checkpoint? StartOf(RunConfig config, RunFolder folder)
    {
        if (config.Start is not { } start) return null;
        Checkpoint from = CheckpointFile.Read(folder.Start);
        return StartingModel.Of(from) == start ? from
            : throw new InvalidDataException(
                $"{folder.Start} is not the model this run started from ('{start.Run}', {start.Steps} steps, weights "
                + $"{start.Weights[..12]}…). Restore it, or start the run anew.");
    }
}
