using System.Globalization;
using RlTrainer.Checkpoints;
using RlTrainer.Compliance;
using RlTrainer.Data;
using RlTrainer.Evaluation;
using RlTrainer.Features;
using RlTrainer.Files;
using RlTrainer.Learning;
using RlTrainer.Market;
using RlTrainer.Numerics;
using RlTrainer.Policies;
using RlTrainer.Reporting;
using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>Judges a stored model on held-out days: greedy, sampled and the baselines, audited, with a report.</summary>
public static class EvaluationRun
{
    /// <summary>
    /// The model on the test days of a series, split as at training and normalised with the model's own statistics.
    /// </summary>
    /// <param name="checkpoint">A model or a checkpoint.</param>
    /// <param name="bars">The whole series; its training and validation days are not touched.</param>
    /// <param name="threads">Threads to compute with; one is best for
    /// one account, 0 is all. Decides no bit of the result.</param>
    /// <param name="rules">Rules to walk under; null for those trained under.</param>
    /// <param name="parts">Definitions from outside the library that the model was trained with; null for none.</param>
    /// <returns>The model greedy and sampled, and the baselines.</returns>
    /// <exception cref="ArgumentException">The data cannot be split, or does not fit the model.</exception>
    /// <exception cref="InvalidDataException">The model needs a definition that was not passed, or another one; the message
    /// names it and shows the call.</exception>
    public static Comparison OnTestDays(
        Checkpoint checkpoint, BarSeries bars, int threads = 1, RuleSet? rules = null, IReadOnlyList<IDefinition>? parts = null)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentNullException.ThrowIfNull(bars);
        RunConfig config = RunModels.ConfigOf(checkpoint, parts)
            .Given("EvaluationRun.OnTestDays(checkpoint, bars, parts: [{0}])");
        if (bars.Instrument.Symbol != config.Instrument)
            throw new ArgumentException(
                $"The model of run '{config.Name}' was trained on {config.Instrument}; the bars are of {bars.Instrument.Symbol}. "
                + $"Pass bars of {config.Instrument}.");
        config.RequireInstrumentOf(bars);
        return On(checkpoint, config.Cut(bars).Test, threads, rules, parts);
    }

    /// <summary>The model on every day of a series: the caller says that these days are held out.</summary>
    /// <param name="checkpoint">A model or a checkpoint.</param>
    /// <param name="heldOut">Days the model has never seen.</param>
    /// <param name="threads">Threads to compute with; one is best for one account.</param>
    /// <param name="rules">Rules to walk under; null for those trained under.</param>
    /// <param name="parts">Definitions from outside the library that the model was trained with; null for none.</param>
    /// <returns>The model greedy and sampled, and the baselines.</returns>
    /// <exception cref="InvalidDataException">The model needs a definition that was not passed, or another one; the message
    /// names it and shows the call.</exception>
    public static Comparison On(
        Checkpoint checkpoint, BarSeries heldOut, int threads = 1, RuleSet? rules = null,
        IReadOnlyList<IDefinition>? parts = null)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentNullException.ThrowIfNull(heldOut);
        RunConfig config = RunModels.ConfigOf(checkpoint, parts).Given("EvaluationRun.On(checkpoint, heldOut, parts: [{0}])");
        FeatureTable table = checkpoint.Features.Apply(config.FeatureSet.Compute(heldOut));
        using CpuEngine engine = RunModels.EngineOf(checkpoint, table, threads);
        IPolicy[] policies =
        [
            EnginePolicy.Greedy(engine, checkpoint.Dense),
            EnginePolicy.Sampled(engine, checkpoint.Dense, Rng.Stream(config.Seed, "evaluation draws")),
        ];
        return Backtest.Compare(policies, table, config.Environment, rules ?? config.Rules, config.Seed);
    }

    /// <summary>
    /// How much of a result is the choice of the best of the run's models: every checkpoint of the run walks the same days, and
    /// counts as a trial beside the chosen model; null where the run has no other models.
    /// </summary>
    /// <param name="comparison">What <see cref="OnTestDays"/> measured.</param>
    /// <param name="run">The run's folder.</param>
    /// <param name="parts">Definitions from outside the library that the run was made with; null for none.</param>
    /// <returns>The evidence against staying flat, and a reality check
    /// of all trials against each baseline of the comparison.</returns>
    public static (SelectionEvidence Evidence, IReadOnlyList<(string Baseline, RealityCheck Check)> AgainstBaselines)? Selection(
        Comparison comparison, RunFolder run, IReadOnlyList<IDefinition>? parts = null)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(run);
        string[] files = Directory.Exists(run.Checkpoints)
            ? [.. Directory.GetFiles(run.Checkpoints, "step-*.zip").Order(StringComparer.Ordinal)] : [];
        if (files.Length == 0) return null;
        PolicyEvaluation chosen = comparison.Policies[0];
        var trials = new List<double[]> { SelectionEvidence.DailyProfits(chosen) };
        FeatureTable? raw = null;
        foreach (Checkpoint model in files.Select(CheckpointFile.Read))
        {
            RunConfig config = RunModels.ConfigOf(model, parts).Given("EvaluationRun.Selection(comparison, run, parts: [{0}])");
            raw ??= config.FeatureSet.Compute(chosen.Bars);
            FeatureTable table = model.Features.Apply(raw);
            using CpuEngine engine = RunModels.EngineOf(model, table, threads: 1);
            WalkedDays walked = Backtest.Walk(EnginePolicy.Greedy(engine, model.Dense), table, config.Environment, chosen.Rules);
            trials.Add([.. MetricsFromJournal.Of(walked.Journal, table.Bars, chosen.Rules.StartCents)
                .Days.Select(day => day.PnlCents / 100.0)]);
        }
        ulong seed = RunModels.ConfigOf(CheckpointFile.Read(files[^1])).Seed;
        var evidence = SelectionEvidence.Of(chosen, trials, seed);
        if (trials[0].Length < SharpeStatistics.FewestDays) return (evidence, []);
        return (evidence, [.. comparison.Policies.Where(
            policy => Baselines.Any(name => policy.PolicyName.StartsWith(name, StringComparison.Ordinal)))
            .Select(policy => (policy.PolicyName,
                RealityCheck.Of(trials, SelectionEvidence.DailyProfits(policy), new DayBootstrap(), seed)))]);
    }

    /// <summary>The greedy model on the same days with one thing changed: stops, targets, size, fills, costs, rules.</summary>
    /// <param name="comparison">What <see cref="OnTestDays"/> measured.</param>
    /// <param name="checkpoint">The model.</param>
    /// <param name="parts">Definitions from outside the library that the model was trained with; null for none.</param>
    /// <returns>One row a change.</returns>
    public static IReadOnlyList<Counterfactual> CounterfactualsOf(
        Comparison comparison, Checkpoint checkpoint, IReadOnlyList<IDefinition>? parts = null)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(checkpoint);
        RunConfig config = RunModels.ConfigOf(checkpoint, parts)
            .Given("EvaluationRun.CounterfactualsOf(comparison, checkpoint, parts: [{0}])");
        PolicyEvaluation subject = comparison.Policies[0];
        FeatureTable table = checkpoint.Features.Apply(config.FeatureSet.Compute(subject.Bars));
        using CpuEngine engine = RunModels.EngineOf(checkpoint, table, threads: 1);
        return Counterfactuals.Of(
            subject, () => EnginePolicy.Greedy(engine, checkpoint.Dense), table, config.Environment, subject.Rules, config.Seed);
    }

    /// <summary>Writes report, tables and figures of a comparison into a folder; returns their paths, the report first.</summary>
    /// <param name="comparison">What <see cref="OnTestDays"/> measured.</param>
    /// <param name="checkpoint">The model.</param>
    /// <param name="folder">Where the files go.</param>
    /// <param name="run">The run's folder, for its training curves; null without.</param>
    /// <param name="extras">What was worked out beyond the comparison; null for nothing.</param>
    /// <returns>Paths of the files written.</returns>
    public static IReadOnlyList<string> Write(
        Comparison comparison, Checkpoint checkpoint, string folder, RunFolder? run = null, EvaluationExtras? extras = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        extras ??= new EvaluationExtras();
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(checkpoint);
        CheckpointManifest manifest = checkpoint.Manifest;
        BarSeries bars = comparison.Policies[0].Bars;
        return EvaluationFiles.Write(folder, new ReportContent
        {
            Title = $"{manifest.Run}: {bars.Instrument.Symbol}, {bars.Days.Count} held-out days",
            Comparison = comparison,
            OtherPresets = PassProbability.UnderPresets(comparison.Policies[0], RulePresets.All, manifest.Seed),
            Funded = FundedOutlook.UnderPresets(comparison.Policies[0], RulePresets.All, manifest.Seed),
            TrainingFigures = run is null ? [] : TrainingCurves.Of(run),
            Selection = extras.Selection,
            Edge = run is null ? null : SummaryOf(run)?.Edge,
            AgainstBaselines = extras.AgainstBaselines,
            TestOpenings = extras.TestOpenings,
            Counterfactuals = extras.Counterfactuals,
            Findings = [.. SplitFindings(checkpoint), .. extras.DataFindings, .. run is null ? [] : DoctorFindings(run)],
            Provenance =
            [
                ("Run", manifest.Run),
                ("Model", $"phase {manifest.Phase}, {manifest.Steps:N0} environment steps, seed {manifest.Seed}"),
                ("Features", $"{manifest.FeatureSet}: {string.Join(", ", manifest.Features)}"), ("Rules", manifest.Rules),
                .. run is null ? [] : Training(run),
                ("Bars of the training data, SHA-256", manifest.DataHash), ("Held-out bars", bars.ToString()),
                .. Checks(extras.BarChecks), ("Program", $"RlTrainer {manifest.CodeVersion}"),
            ],
        });
    }

    private static readonly string[] Baselines =
        ["always flat", "always long", "buy once a day", "random entries", "moving-average cross"];

    /// <summary>What the training saw of its days, and how it ended.</summary>
    private static (string, string)[] Training(RunFolder run)
    {
        if (SummaryOf(run) is not { } summary) return [];
        return
        [
            ("Training", string.Create(
                CultureInfo.InvariantCulture,
                $"{summary.StopReason} after {summary.Steps:N0} steps; best of {summary.Evaluations} evaluations at "
                + $"{summary.BestSteps:N0}")),
            ("Share of the tradable bars that training covered",
                string.Create(CultureInfo.InvariantCulture,
                    $"{summary.ShareOfBarsCovered:P1}; {summary.DistinctStarts:N0} of {summary.PossibleStarts:N0} possible "
                    + $"starts")),
        ];
    }

    /// <summary>The file the bars came from as it was checked; its findings are of all its days, held out or not.</summary>
    private static (string, string)[] Checks(ValidationReport? report) => report is null ? []
        : [("Check of the bar file, all its days", BarFindingLines.Summary(report)),
            .. BarFindingLines.Of(report).Select(line => ("Finding", line))];

    private static string[] SplitFindings(Checkpoint checkpoint) =>
        RunModels.ConfigOf(checkpoint).Split == SplitPreset.SeventyThirty
        ? ["These days also chose the model (70/30 split): the result is not held out."]
        : [];

    /// <summary>What the run doctor found, one sentence each; empty while the run has no summary.</summary>
    private static string[] DoctorFindings(RunFolder run) =>
        [.. SummaryOf(run)?.Findings.Select(finding => $"Training, {finding}") ?? []];

    private static TrainingSummary? SummaryOf(RunFolder run) =>
        File.Exists(run.Summary) ? RunJson.Read<TrainingSummary>(TextFile.Read(run.Summary), run.Summary) : null;
}
