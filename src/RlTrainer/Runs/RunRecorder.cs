using System.Globalization;
using RlTrainer.Checkpoints;
using RlTrainer.Environments;
using RlTrainer.Files;
using RlTrainer.Learning;
using RlTrainer.Reporting;

namespace RlTrainer.Runs;

/// <summary>
/// Writes a run's logs: the repeatable ones the same bytes for the same seed; the times, and what tells of the machine, apart.
/// </summary>
internal sealed class RunRecorder : IDisposable
{
    private const string Metrics = "metrics.csv", MetricsLines = "metrics.jsonl", Evaluations = "evaluations.csv",
        EvaluationLines = "evaluations.jsonl";
    private const string Timing = "timing.csv", Log = "run.log", Machine = "machine.log";
    private const int FiguresKept = 200;
    private static readonly string[] Repeatable =
        [Metrics, MetricsLines, Evaluations, EvaluationLines, Log, TensorBoardEvents.FileName];
    private readonly RunFolder _folder;
    private readonly RunConfig _config;
    private readonly RunLogs _logs;
    private readonly List<DoctorFigures> _figures = [];
    private readonly HashSet<DoctorConcern> _concerns = [];
    private readonly IReadOnlyList<string> _columns;
    private RunEvents? _events;
    private long _steps;

    public RunRecorder(RunFolder folder, RunConfig config)
    {
        _folder = folder;
        _config = config;
        Directory.CreateDirectory(folder.Checkpoints);
        _logs = new RunLogs(folder.Path);
        _columns = RunRows.UpdateNames(config.Environment.Actions, config.Environment.Reward);
    }

    /// <summary>Clears what an earlier run left, checkpoints first, and writes the configuration and the logs' heads.</summary>
    /// <param name="description">Engine, environments, network and data in words.</param>
    /// <param name="diagnostics">The machine the run starts on.</param>
    /// <param name="transfer">What the weights were made of, when they come from a model.</param>
    public void Begin(string description, RunDiagnostics diagnostics, TransferReport? transfer)
    {
        string[] left =
        [
            .. Directory.GetFiles(_folder.Checkpoints, "step-*"), _folder.Best, _folder.Final(_config.Phase), _folder.Summary,
            _folder.Gate,
            _folder.Start, _folder.Transfer, _folder.Timing, _folder.Machine,
            .. Repeatable.Select(name => Path.Combine(_folder.Path, name)),
        ];
        foreach (string file in left) File.Delete(file);
        AtomicFile.WriteText(_folder.Config, RunJson.Write(_config) + "\n");
        _logs.Append(Metrics, RunRows.Csv(_columns));
        _logs.Append(Evaluations, RunRows.Csv(RunRows.EvaluationNames));
        _events = new RunEvents(_folder, _config.Environment.Actions);
        _events.Begin(RunJson.Write(_config));
        _logs.Append(Timing, "update,steps,environment_seconds,inference_seconds,learning_seconds,steps_per_second");
        SayMachine("started", diagnostics);
        Say(description);
        foreach (string line in transfer?.Lines() ?? []) Say($"transfer: {line}");
        foreach (string warning in _config.Warnings()) Say($"warning: {warning}");
    }

    /// <summary>Cuts the repeatable logs back to a checkpoint.</summary>
    /// <param name="state">What the checkpoint remembers.</param>
    /// <param name="steps">Environment steps at the checkpoint.</param>
    /// <param name="diagnostics">The machine that goes on.</param>
    public void Resume(RunState state, long steps, RunDiagnostics diagnostics)
    {
        RunLogs.CutBack(_folder.Path, state.LogLengths);
        _events = new RunEvents(_folder, _config.Environment.Actions);
        _figures.AddRange(state.Figures);
        _steps = steps;
        _concerns.UnionWith(RunDoctor.Findings(_figures).Select(finding => finding.Concern));
        SayMachine(string.Create(CultureInfo.InvariantCulture, $"resumed at {steps} steps"), diagnostics);
    }

    /// <summary>One update: its rows, events, times and warnings, which are returned. The statistics start anew.</summary>
    public IReadOnlyList<string> Update(
        UpdateReport report, EnvironmentStatistics statistics, double weightChange, double? deadUnitShare)
    {
        _figures.Add(DoctorFigures.Of(report, statistics, _config.Environment, weightChange, deadUnitShare));
        if (_figures.Count > FiguresKept) _figures.RemoveAt(1);
        _events!.Update(report, statistics);
        IReadOnlyList<string> row = RunRows.Update(report, statistics);
        statistics.Reset();
        _logs.Append(Metrics, RunRows.Csv(row));
        _logs.Append(MetricsLines, RunRows.Json(_columns, row));
        UpdateTiming time = report.Timing;
        double rate = time.TotalSeconds > 0 ? (report.Steps - _steps) / time.TotalSeconds : 0;
        _steps = report.Steps;
        _logs.Append(Timing, string.Create(
            CultureInfo.InvariantCulture, $"{report.Update},{report.Steps},{time.EnvironmentSeconds:F4},"
                + $"{time.InferenceSeconds:F4},{time.LearningSeconds:F4},{rate:F0}"));
        IReadOnlyList<string> warnings = LearningWarnings.Of(report);
        foreach (string warning in warnings) Say($"warning: {warning}");
        return warnings;
    }

    /// <summary>One evaluation, after its update.</summary>
    public void Evaluation(EvaluationPoint point)
    {
        if (_figures.Count > 0)
            _figures[^1] = _figures[^1] with { TrainReward = point.TrainReward, ValidationReward = point.ValidationReward };
        _events!.Evaluation(point);
        IReadOnlyList<string> row = RunRows.Evaluation(point);
        _logs.Append(Evaluations, RunRows.Csv(row));
        _logs.Append(EvaluationLines, RunRows.Json(RunRows.EvaluationNames, row));
        if (point.ValidationHoldShare >= 1)
            Say(string.Create(CultureInfo.InvariantCulture,
                $"warning: at {point.Steps} steps the greedy policy never trades on the validation days"));
    }

    /// <summary>What the run doctor finds now; a concern is logged when it appears.</summary>
    public IReadOnlyList<DoctorFinding> Examine()
    {
        IReadOnlyList<DoctorFinding> findings = RunDoctor.Findings(_figures);
        foreach (DoctorFinding finding in findings)
            if (!_concerns.Contains(finding.Concern)) Say($"doctor: {finding}");
        _concerns.Clear();
        _concerns.UnionWith(findings.Select(finding => finding.Concern));
        return findings;
    }

    /// <summary>What the run doctor looks at: the first update and the latest.</summary>
    public IReadOnlyList<DoctorFigures> Figures => _figures;

    /// <summary>One line of run.log.</summary>
    public void Say(string line) => _logs.Append(Log, line);

    /// <summary>Lengths of the repeatable logs, for a checkpoint.</summary>
    public IReadOnlyDictionary<string, long> Lengths()
    {
        _events!.Flush();
        return _logs.Lengths(Repeatable);
    }

    public void Dispose()
    {
        _logs.Dispose();
        _events?.Dispose();
    }

    private void SayMachine(string what, RunDiagnostics diagnostics)
    {
        foreach (string line in (string[])[
            what, .. diagnostics.Lines, .. diagnostics.Warnings().Select(warning => $"warning: {warning}")])
            _logs.Append(Machine, line);
    }
}
