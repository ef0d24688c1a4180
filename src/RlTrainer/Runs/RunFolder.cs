namespace RlTrainer.Runs;

/// <summary>The files of one run and their fixed names, under <c>runs/{name}/</c>.</summary>
/// <param name="Path">The run's folder.</param>
public sealed record RunFolder(string Path)
{
    /// <summary>The resolved configuration the run was started with.</summary>
    public string Config => In("config.json");

    /// <summary>What the run was made of: data, code, seed, machine, configuration.</summary>
    public string Manifest => In("manifest.json");

    /// <summary>One row an update; the same bytes for the same seed.</summary>
    public string Metrics => In("metrics.csv");

    /// <summary>The rows of <see cref="Metrics"/>, one JSON object a line.</summary>
    public string MetricsLines => In("metrics.jsonl");

    /// <summary>The rows of <see cref="Evaluations"/>, one JSON object a line.</summary>
    public string EvaluationLines => In("evaluations.jsonl");

    /// <summary>One row an evaluation; the same bytes for the same seed.</summary>
    public string Evaluations => In("evaluations.csv");

    /// <summary>One row an update: wall times and rates, which differ from run to run.</summary>
    public string Timing => In("timing.csv");

    /// <summary>The figures as TensorBoard reads them; the same bytes for the same seed.</summary>
    public string Events => In(Reporting.TensorBoardEvents.FileName);

    /// <summary>The diagnostics header of every process that trained: engine, threads, vectors, memory, warnings; differs
    /// from machine to machine.</summary>
    public string Machine => In("machine.log");

    /// <summary>What happened, in words; the same bytes for the same seed.</summary>
    public string Log => In("run.log");

    /// <summary>Start, end, stop reason, checkpoints, best model.</summary>
    public string Summary => In("summary.json");

    /// <summary>The gate's verdict on the model that was kept; absent before the run's end.</summary>
    public string Gate => In("gate.json");

    /// <summary>The folder of checkpoints.</summary>
    public string Checkpoints => In("checkpoints");

    /// <summary>The model of the best validation evaluation.</summary>
    public string Best => In("best.zip");

    /// <summary>The model the run started from; absent in a run from scratch.</summary>
    public string Start => In("start.zip");

    /// <summary>What was made of that model: tensors copied, reshaped and new.</summary>
    public string Transfer => In("transfer.txt");

    /// <summary>The model at the end of a phase's training.</summary>
    /// <param name="phase">1 or 2.</param>
    /// <returns>The path, which need not exist.</returns>
    public string Final(int phase) => In(phase == 1 ? "phase1_foundational_final.zip" : "phase2_position_mgmt_final.zip");

    /// <summary>The checkpoint of a number of environment steps.</summary>
    /// <param name="steps">Environment steps, written with ten digits so that names sort by them.</param>
    /// <returns>The path, which need not exist.</returns>
    public string Checkpoint(long steps) =>
        System.IO.Path.Combine(
            Checkpoints, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"step-{steps:D10}.zip"));

    /// <summary>The newest checkpoint, or null when there is none.</summary>
    /// <returns>Its path.</returns>
    public string? LatestCheckpoint() => AllCheckpoints() is [.., string newest] ? newest : null;

    /// <summary>All checkpoints, oldest first.</summary>
    /// <returns>Their paths.</returns>
    public IReadOnlyList<string> AllCheckpoints() =>
        Directory.Exists(Checkpoints) ? [.. Directory.GetFiles(Checkpoints, "step-*.zip").Order(StringComparer.Ordinal)] : [];

    /// <summary>True when a run has been started here.</summary>
    public bool IsTaken => File.Exists(Config);

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
