using System.Globalization;
using RlTrainer.Checkpoints;
using RlTrainer.Evaluation;
using RlTrainer.Files;
using RlTrainer.Learning;
using RlTrainer.Market;
using RlTrainer.Runs;

namespace RlTrainer.Sweeps;

/// <summary>
/// Executes one trial in the sweep's folder: begins it, takes it up at its last checkpoint where an earlier attempt died, or
/// finds it done. The same code runs in a process here, in a Slurm task and in a Kubernetes pod.
/// </summary>
public static class SweepWorker
{
    /// <summary>Runs a trial to its end and writes its result.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="folder">Its folder.</param>
    /// <param name="index">Which trial.</param>
    /// <param name="bars">The whole series; the same for all trials.</param>
    /// <param name="worker">Who runs it.</param>
    /// <param name="cancellationToken">Saves the state and stops.</param>
    /// <returns>The result; null when it was cancelled before its end.</returns>
    /// <exception cref="FolderInUseException">Another worker runs the trial.</exception>
    /// <exception cref="ArgumentException">The sweep has no trial of that number.</exception>
    public static TrialResult? Run(
        Sweep sweep, SweepFolder folder, int index, BarSeries bars, TrialWorker worker,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(worker);
        ArgumentNullException.ThrowIfNull(sweep);
        ArgumentNullException.ThrowIfNull(folder);
        if (index < 0 || index >= sweep.Trials.Count)
            throw new ArgumentException(
                $"The trial was {index}; the sweep '{sweep.Name}' has trials 0 to {sweep.Trials.Count - 1}.");
        SweepTrial trial = sweep.Trials[index];
        RunFolder run = folder.Run(index);
        Directory.CreateDirectory(run.Path);
        using FolderOwner held = Hold(folder, index);
        if (File.Exists(folder.Result(index)))
            return RunJson.Read<TrialResult>(TextFile.Read(folder.Result(index)), folder.Result(index));
        var market = PreparedMarket.Of(bars, trial.Config, sweep.Start?.Features);
        long resumedAt = 0;
        string? checkpoint = run.IsTaken ? run.LatestCheckpoint() : null;
        using (TrainingRun training = checkpoint is not null ? TrainingRun.Resume(run, market, worker.Threads)
            : TrainingRun.Start(trial.Config, market, run, worker.Threads, from: sweep.Start, replace: true))
        {
            if (checkpoint is not null) resumedAt = CheckpointFile.Read(checkpoint).Manifest.Steps;
            Note(folder, index, resumedAt, worker.Name);
            File.Delete(folder.FailureFile(index));            // of the attempt before
            foreach (TrainingProgress update in training.Run(cancellationToken)) worker.Progress?.Invoke(update);
            if (training.Summary!.StopReason == "interrupted") return null;
        }
        TrialResult result =
            Judge(trial, run, market) with
            {
                Attempts = File.ReadAllLines(folder.Attempts(index)).Length,
                ResumedAtSteps = resumedAt
            };
        held.ThrowIfLost();
        AtomicFile.WriteText(folder.Result(index), RunJson.Write(result) + "\n");
        return result;
    }

    private static TrialResult Judge(SweepTrial trial, RunFolder run, PreparedMarket market)
    {
        TrainingSummary summary = RunJson.Read<TrainingSummary>(TextFile.Read(run.Summary), run.Summary);
        Checkpoint best = CheckpointFile.Read(run.Best);
        using CpuEngine engine = RunModels.EngineOf(best, market.Validation, threads: 1);
        WalkedDays walked = Backtest.Walk(
            EnginePolicy.Greedy(engine, best.Dense), market.Validation, trial.Config.Environment, trial.Config.Rules);
        EvaluationMetrics metrics = MetricsFromJournal.Of(walked.Journal, market.Validation.Bars, trial.Config.Rules.StartCents);
        return new TrialResult(
            trial.Index, trial.Variant, trial.Config.Seed, summary.Steps, summary.StopReason, summary.BestReward,
            summary.BestSteps,
            metrics.Days.Sum(day => day.PnlCents) / 100.0, metrics.Days.Sum(day => day.Trades.Count),
            [.. metrics.Days.Select(day => day.PnlCents / 100.0)], 1, 0)
        { Edge = summary.Edge };
    }

    private static void Note(SweepFolder folder, int index, long resumedAt, string worker) => TextFile.Append(
        folder.Attempts(index),
        string.Create(CultureInfo.InvariantCulture,
            $"{worker}: {(resumedAt == 0 ? "begun" : $"taken up at {resumedAt} steps")}\n"));

    private static FolderOwner Hold(SweepFolder folder, int index)
    {
        try
        {
            return FolderOwner.Take(folder.Worker(index), "sweep trial", TimeProvider.System);
        }
        catch (FolderInUseException error)
        {
            throw new FolderInUseException($"Trial {index} is run by another worker: {error.Message}", error);
        }
    }
}
