using System.Globalization;
using RlTrainer.Checkpoints;
using RlTrainer.Files;
using RlTrainer.Runs;

namespace RlTrainer.Sweeps;

/// <summary>The files of one sweep; every worker on every machine sees the same folder.</summary>
/// <param name="Path">runs/sweeps/NAME.</param>
public sealed record SweepFolder(string Path)
{
    private const string Remedy = "give the sweep another Name, or remove the folder if its trials are not wanted.";

    /// <summary>The sweep file the trials were made from.</summary>
    public string File => In("sweep.json");

    /// <summary>The model that every trial starts from, copied when the sweep begins; absent where they begin with random
    /// weights.</summary>
    public string Start => In("start.zip");

    /// <summary>The custom instruments of the trials as they were when the sweep began; absent where there are none.</summary>
    public string Instruments => In(InstrumentCatalog.FileName);

    /// <summary>The Slurm script.</summary>
    public string SlurmScript => In("slurm.sh");

    /// <summary>Output of Slurm's tasks.</summary>
    public string SlurmLogs => In("slurm");

    /// <summary>The Kubernetes manifest.</summary>
    public string KubernetesJob => In("job.yaml");

    /// <summary>One row a trial, once collected.</summary>
    public string Results => In("results.csv");

    /// <summary>The table as text, once collected.</summary>
    public string Table => In("table.txt");

    /// <summary>The table with figures, once collected.</summary>
    public string Page => In("sweep.html");

    /// <summary>A trial's run.</summary>
    /// <param name="index">The trial's number, from 0.</param>
    /// <returns>Its run's folder, which need not exist yet.</returns>
    public RunFolder Run(int index) =>
        new(System.IO.Path.Combine(Path, "trials", string.Create(CultureInfo.InvariantCulture, $"{index:D4}")));

    /// <summary>What came out of a trial; there once it is done.</summary>
    /// <param name="index">The trial's number, from 0.</param>
    /// <returns>The path of result.json in the trial's folder.</returns>
    public string Result(int index) => System.IO.Path.Combine(Run(index).Path, "result.json");

    /// <summary>One line an attempt at a trial.</summary>
    /// <param name="index">The trial's number, from 0.</param>
    /// <returns>The path of attempts.log in the trial's folder.</returns>
    public string Attempts(int index) => System.IO.Path.Combine(Run(index).Path, "attempts.log");

    /// <summary>Why the last attempt at a trial ended without a result; absent where it did not, or had no time to say.</summary>
    /// <param name="index">The trial's number, from 0.</param>
    internal string FailureFile(int index) => System.IO.Path.Combine(Run(index).Path, "failure.json");

    /// <summary>The worker of a trial owns this folder, by a lock on this machine and a heartbeat for others.</summary>
    /// <param name="index">The trial's index.</param>
    internal string Worker(int index) => System.IO.Path.Combine(Run(index).Path, "worker");

    /// <summary>Held open by the worker of a trial.</summary>
    /// <param name="index">The trial's number, from 0.</param>
    /// <returns>The path of worker.lock in the trial's folder.</returns>
    public string Lock(int index) => System.IO.Path.Combine(Worker(index), "owner.lock");

    /// <summary>Begins a sweep's folder, or finds it: a folder of another sweep is refused.</summary>
    /// <param name="json">The sweep file's text.</param>
    /// <param name="sweep">The sweep it is read as: its model and custom
    /// instruments are kept with it; null where it has none.</param>
    /// <exception cref="InvalidDataException">The folder holds another sweep file, or was begun from another model or with
    /// other instruments.</exception>
    public void Begin(string json, Sweep? sweep = null)
    {
        if (System.IO.File.Exists(File) && TextFile.Read(File) != json)
            throw new InvalidDataException(
                $"{File} is another sweep file than this one; give the sweep another Name, or remove the folder if its trials "
                + $"are not wanted.");
        Directory.CreateDirectory(Path);
        if (sweep?.Start is { } start) Keep(start);
        InstrumentConfig[] custom =
            [.. (sweep?.Trials ?? []).Select(trial => trial.Config.CustomInstrument).OfType<InstrumentConfig>()
                .DistinctBy(each => each.Symbol)];
        if (custom.Length > 0) Keep(InstrumentCatalog.Write(custom));
        AtomicFile.WriteText(File, json);
    }

    /// <summary>The sweep of the folder.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public Sweep Read() => System.IO.File.Exists(File)
        ? Sweep.Read(
            TextFile.Read(File), File, _ => CheckpointFile.Read(Start),
            System.IO.File.Exists(Instruments) ? InstrumentCatalog.Read(TextFile.Read(Instruments), Instruments) : null)
        : throw new InvalidDataException(
            $"There is no sweep in {Path}; expected the folder that `rltrainer sweep run`, `slurm` or `kubernetes` made of a "
            + $"sweep file.");

    /// <summary>Indices of trials that are not done yet.</summary>
    /// <param name="sweep">The sweep this folder belongs to.</param>
    /// <returns>Trial numbers, ascending; empty when all are done.</returns>
    public IReadOnlyList<int> Open(Sweep sweep)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        return [.. sweep.Trials.Select(trial => trial.Index).Where(index => !System.IO.File.Exists(Result(index)))];
    }

    /// <summary>Writes down why an attempt failed, where the disk lets it: the failure itself is told in any case.</summary>
    /// <param name="failure">Of the last attempt.</param>
    internal void Note(TrialFailure failure)
    {
        try
        {
            AtomicFile.WriteText(FailureFile(failure.Index), RunJson.Write(failure) + "\n");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return;                                            // the disk that was full for the trial is full for its reason
        }
    }

    /// <summary>Why a trial has no result.</summary>
    /// <param name="index">The trial's number, from 0.</param>
    /// <returns>Null where it has one, or where nothing failed.</returns>
    /// <exception cref="InvalidDataException">The file that says so is none.</exception>
    internal TrialFailure? Failure(int index) =>
        !System.IO.File.Exists(Result(index)) && System.IO.File.Exists(FailureFile(index))
            ? RunJson.Read<TrialFailure>(TextFile.Read(FailureFile(index)), FailureFile(index)) with { Index = index } : null;

    private void Keep(Checkpoint start)
    {
        if (!System.IO.File.Exists(Start))
        {
            CheckpointFile.Write(Start, start with { Trainer = null, RunState = null });
            return;
        }
        StartingModel begun = StartingModel.Of(CheckpointFile.Read(Start)), given = StartingModel.Of(start);
        if (begun != given)
            throw new InvalidDataException(
                $"{Start} is another model (run '{begun.Run}', {begun.Steps} steps, weights {begun.Weights[..12]}…) than the one "
                + $"that From names now (run '{given.Run}', {given.Steps} steps, weights {given.Weights[..12]}…); {Remedy}");
    }

    private void Keep(string instruments)
    {
        if (System.IO.File.Exists(Instruments) && TextFile.Read(Instruments) != instruments)
            throw new InvalidDataException(
                $"{Instruments} describes the sweep's instruments otherwise than the instruments file does now; {Remedy}");
        AtomicFile.WriteText(Instruments, instruments);
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
