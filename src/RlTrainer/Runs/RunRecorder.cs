using System.Globalization;
using RlTrainer.Checkpoints;
using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Reporting;

namespace RlTrainer.Runs;

/// <summary>Writes a run's logs: the repeatable ones the same bytes for the same seed, the times apart.</summary>
internal sealed class RunRecorder : IDisposable
{
    private const string Metrics = "metrics.csv", Evaluations = "evaluations.csv", Timing = "timing.csv", Log = "run.log";
    private const int FiguresKept = 200;
    private static readonly string[] Repeatable = [Metrics, Evaluations, TensorBoardEvents.FileName];
    private readonly RunFolder _folder;
    private readonly RunConfig _config;
    private readonly RunLogs _logs;
    private readonly List<DoctorFigures> _figures = [];
    private readonly HashSet<DoctorConcern> _concerns = [];
    private RunEvents? _events;

    public RunRecorder(RunFolder folder, RunConfig config)
    {
        _folder = folder;
        _config = config;
        Directory.CreateDirectory(folder.Checkpoints);
        _logs = new RunLogs(folder.Path);
    }

    /// <summary>Clears what an earlier run left, and writes the configuration and the logs' heads.</summary>
    /// <param name="description">Engine, environments, network and data in words.</param>
    /// <param name="transfer">What the weights were made of, when they come from a model.</param>
    public void Begin(string description, TransferReport? transfer)
    {
        foreach (string file in (string[])[_folder.Metrics, _folder.Evaluations, _folder.Events, _folder.Timing, _folder.Log, _folder.Summary, _folder.Best, _folder.Start, _folder.Transfer, _folder.Final(_config.Phase), .. Directory.GetFiles(_folder.Checkpoints, "step-*.zip")])
            File.Delete(file);
        AtomicFile.WriteText(_folder.Config, RunJson.Write(_config) + "\n");
        string shares = string.Concat(_config.Environment.Actions.Actions.Select(action => $",share_{action}"));
        string terms = string.Concat(Enum.GetNames<RewardTerm>().Select(term => $",reward_{term}"));
        _logs.Append(Metrics, $"update,steps,episodes,terminated,episode_reward,episode_length,step_reward,policy_loss,value_loss,entropy,approximate_kl,clip_fraction,explained_variance,gradient_norm,learning_rate,minibatches,planned_minibatches,decision_share,anchor_kl{shares}{terms}");
        _logs.Append(Evaluations, "steps,train_reward,validation_reward,train_profit_usd,validation_profit_usd,validation_hold_share,is_best");
        _events = new RunEvents(_folder, _config.Environment.Actions);
        _events.Begin(RunJson.Write(_config));
        _logs.Append(Timing, "update,steps,environment_seconds,inference_seconds,learning_seconds,steps_per_second");
        Say(description);
        foreach (string line in transfer?.Lines() ?? []) Say($"transfer: {line}");
        foreach (string warning in _config.Warnings()) Say($"warning: {warning}");
    }

    /// <summary>Cuts the repeatable logs back to a checkpoint.</summary>
    /// <param name="state">What the checkpoint remembers.</param>
    /// <param name="steps">Environment steps at the checkpoint.</param>
    public void Resume(RunState state, long steps)
    {
        RunLogs.CutBack(_folder.Path, state.LogLengths);
        _events = new RunEvents(_folder, _config.Environment.Actions);
        _figures.AddRange(state.Figures);
        Say(string.Create(CultureInfo.InvariantCulture, $"resumed at {steps} steps"));
    }

    /// <summary>One update: a row, its events, its times. The statistics start anew.</summary>
    public void Update(UpdateReport report, EnvironmentStatistics statistics, double weightChange, double? deadUnitShare)
    {
        _figures.Add(DoctorFigures.Of(report, statistics, _config.Environment, weightChange, deadUnitShare));
        if (_figures.Count > FiguresKept) _figures.RemoveAt(1);
        _events!.Update(report, statistics);
        LearnStatistics learning = report.Learning;
        string shares = string.Concat(report.ActionShares.Select(share => "," + Text(share)));
        string terms = string.Concat(Enum.GetValues<RewardTerm>().Select(term => "," + Text(statistics.TermMean(term))));
        statistics.Reset();
        _logs.Append(Metrics, string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Update},{report.Steps},{report.Episodes},{report.Terminated},{Text(report.EpisodeReward)},{Text(report.EpisodeLength)},{Text(report.StepReward)},{Text(learning.PolicyLoss)},{Text(learning.ValueLoss)},{Text(learning.Entropy)},{Text(learning.ApproximateKl)},{Text(learning.ClipFraction)},{Text(learning.ExplainedVariance)},{Text(learning.GradientNorm)},{Text(learning.LearningRate)},{learning.MinibatchesExecuted},{learning.MinibatchesPlanned},{Text(report.DecisionShare)},{Text(report.AnchorKl)}{shares}{terms}"));
        UpdateTiming time = report.Timing;
        double rate = time.TotalSeconds > 0 ? _config.StepsPerUpdate / time.TotalSeconds : 0;
        _logs.Append(Timing, string.Create(
            CultureInfo.InvariantCulture, $"{report.Update},{report.Steps},{time.EnvironmentSeconds:F4},{time.InferenceSeconds:F4},{time.LearningSeconds:F4},{rate:F0}"));
        if (learning.ClipFraction > 0.5) Say(string.Create(CultureInfo.InvariantCulture, $"warning: at {report.Steps} steps {learning.ClipFraction:P0} of the ratios were clipped; the learning rate may be too high"));
    }

    /// <summary>One evaluation, after its update.</summary>
    public void Evaluation(EvaluationPoint point)
    {
        if (_figures.Count > 0) _figures[^1] = _figures[^1] with { TrainReward = point.TrainReward, ValidationReward = point.ValidationReward };
        _events!.Evaluation(point);
        _logs.Append(Evaluations, string.Create(
            CultureInfo.InvariantCulture,
            $"{point.Steps},{Text(point.TrainReward)},{Text(point.ValidationReward)},{Text(point.TrainProfitUsd)},{Text(point.ValidationProfitUsd)},{Text(point.ValidationHoldShare)},{(point.IsBest ? 1 : 0)}"));
        if (point.ValidationHoldShare >= 1) Say(string.Create(CultureInfo.InvariantCulture, $"warning: at {point.Steps} steps the greedy policy never trades on the validation days"));
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

    /// <summary>Every digit, so that equal runs are seen to be equal; empty where there is no number.</summary>
    private static string Text(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);
}
