using RlTrainer.Checkpoints;
using RlTrainer.Compliance;
using RlTrainer.Evaluation;
using RlTrainer.Features;
using RlTrainer.Learning;
using RlTrainer.Market;
using RlTrainer.Numerics;
using RlTrainer.Policies;
using RlTrainer.Reporting;

namespace RlTrainer.Runs;

/// <summary>Judges a stored model on held-out days: greedy, sampled and the baselines, audited, with a report.</summary>
public static class EvaluationRun
{
    /// <summary>
    /// The model on the test days of a series, split as at training and normalised with the model's own statistics.
    /// </summary>
    /// <param name="checkpoint">A model or a checkpoint.</param>
    /// <param name="bars">The whole series; its training and validation days are not touched.</param>
    /// <param name="threads">Threads to compute with; one is best for one account, 0 is all. Decides no bit of the result.</param>
    /// <exception cref="ArgumentException">The data cannot be split, or does not fit the model.</exception>
    public static Comparison OnTestDays(Checkpoint checkpoint, BarSeries bars, int threads = 1)
    {
        RunConfig config = RunModels.ConfigOf(checkpoint);
        if (bars.Instrument.Symbol != config.Instrument)
            throw new ArgumentException($"The model of run '{config.Name}' was trained on {config.Instrument}; the bars are of {bars.Instrument.Symbol}. Pass bars of {config.Instrument}.");
        return On(checkpoint, config.Cut(bars).Test, threads);
    }

    /// <summary>The model on every day of a series: the caller says that these days are held out.</summary>
    /// <param name="checkpoint">A model or a checkpoint.</param>
    /// <param name="heldOut">Days the model has never seen.</param>
    /// <param name="threads">Threads to compute with; one is best for one account.</param>
    public static Comparison On(Checkpoint checkpoint, BarSeries heldOut, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        RunConfig config = RunModels.ConfigOf(checkpoint);
        FeatureTable table = checkpoint.Features.Apply(FeatureSet.Parse(config.FeatureSet).Compute(heldOut));
        using CpuEngine engine = RunModels.EngineOf(checkpoint, table, threads);
        IPolicy[] policies =
        [
            EnginePolicy.Greedy(engine, checkpoint.Dense),
            EnginePolicy.Sampled(engine, checkpoint.Dense, Rng.Stream(config.Seed, "evaluation draws")),
        ];
        return Backtest.Compare(policies, table, config.Environment, config.Rules, config.Seed);
    }

    /// <summary>Writes report, tables and figures of a comparison into a folder; returns their paths, the report first.</summary>
    /// <param name="comparison">What <see cref="OnTestDays"/> measured.</param>
    /// <param name="checkpoint">The model.</param>
    /// <param name="folder">Where the files go.</param>
    /// <param name="run">The run's folder, for its training curves; null without.</param>
    public static IReadOnlyList<string> Write(Comparison comparison, Checkpoint checkpoint, string folder, RunFolder? run = null)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(checkpoint);
        CheckpointManifest manifest = checkpoint.Manifest;
        BarSeries bars = comparison.Policies[0].Bars;
        return EvaluationFiles.Write(folder, new ReportContent
        {
            Title = $"{manifest.Run}: {bars.Instrument.Symbol}, {bars.Days.Count} held-out days",
            Comparison = comparison,
            OtherPresets = PassProbability.UnderPresets(comparison.Policies[0], RulePresets.All, manifest.Seed),
            TrainingFigures = run is null ? [] : TrainingCurves.Of(run),
            Findings = [.. SplitFindings(checkpoint), .. run is null ? [] : DoctorFindings(run)],
            Provenance =
            [
                ("Run", manifest.Run), ("Model", $"phase {manifest.Phase}, {manifest.Steps:N0} environment steps, seed {manifest.Seed}"),
                ("Features", $"{manifest.FeatureSet}: {string.Join(", ", manifest.Features)}"), ("Rules", manifest.Rules),
                ("Bars of the training data, SHA-256", manifest.DataHash), ("Held-out bars", bars.ToString()), ("Program", $"RlTrainer {manifest.CodeVersion}"),
            ],
        });
    }

    private static string[] SplitFindings(Checkpoint checkpoint) => RunModels.ConfigOf(checkpoint).Split == SplitPreset.SeventyThirty
        ? ["These days also chose the model (70/30 split): the result is not held out."]
        : [];

    /// <summary>What the run doctor found, one sentence each; empty while the run has no summary.</summary>
    private static string[] DoctorFindings(RunFolder run) => File.Exists(run.Summary)
        ? [.. RunJson.Read<TrainingSummary>(File.ReadAllText(run.Summary), run.Summary).Findings.Select(finding => $"Training, {finding}")]
        : [];
}
