using System.Globalization;
using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Numerics;

namespace RlTrainer.Runs;

/// <summary>Writes a run's logs: the repeatable ones the same bytes for the same seed, the times apart.</summary>
internal sealed class RunRecorder : IDisposable
{
    private const string Metrics = "metrics.csv", Evaluations = "evaluations.csv", Timing = "timing.csv", Log = "run.log";
    private static readonly string[] Repeatable = [Metrics, Evaluations];
    private readonly RunFolder _folder;
    private readonly RunConfig _config;
    private readonly RunLogs _logs;

    public RunRecorder(RunFolder folder, RunConfig config)
    {
        _folder = folder;
        _config = config;
        Directory.CreateDirectory(folder.Checkpoints);
        _logs = new RunLogs(folder.Path);
    }

    /// <summary>Clears what an earlier run left, and writes the configuration and the logs' heads.</summary>
    public void Begin(string description)
    {
        foreach (string file in (string[])[_folder.Metrics, _folder.Evaluations, _folder.Timing, _folder.Log, _folder.Summary, _folder.Best, _folder.Final(_config.Phase), .. Directory.GetFiles(_folder.Checkpoints, "step-*.zip")])
            File.Delete(file);
        AtomicFile.WriteText(_folder.Config, RunJson.Write(_config) + "\n");
        string shares = string.Concat(_config.Environment.Actions.Actions.Select(action => $",share_{action}"));
        string terms = string.Concat(Enum.GetNames<RewardTerm>().Select(term => $",reward_{term}"));
        _logs.Append(Metrics, $"update,steps,episodes,terminated,episode_reward,episode_length,step_reward,policy_loss,value_loss,entropy,approximate_kl,clip_fraction,explained_variance,gradient_norm,learning_rate,minibatches,planned_minibatches,decision_share{shares}{terms}");
        _logs.Append(Evaluations, "steps,train_reward,validation_reward,train_profit_usd,validation_profit_usd,validation_hold_share,is_best");
        _logs.Append(Timing, "update,steps,environment_seconds,inference_seconds,learning_seconds,steps_per_second");
        Say(description);
        foreach (string warning in _config.Warnings()) Say($"warning: {warning}");
    }

    /// <summary>Cuts the repeatable logs back to a checkpoint.</summary>
    public void Resume(IReadOnlyDictionary<string, long> lengths, long steps)
    {
        RunLogs.CutBack(_folder.Path, lengths);
        Say(string.Create(CultureInfo.InvariantCulture, $"resumed at {steps} steps"));
    }

    public void Update(UpdateReport report, EnvironmentStatistics statistics)
    {
        LearnStatistics learning = report.Learning;
        string shares = string.Concat(report.ActionShares.Select(share => "," + Text(share)));
        string terms = string.Concat(Enum.GetValues<RewardTerm>().Select(term => "," + Text(statistics.TermMean(term))));
        statistics.Reset();
        _logs.Append(Metrics, string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Update},{report.Steps},{report.Episodes},{report.Terminated},{Text(report.EpisodeReward)},{Text(report.EpisodeLength)},{Text(report.StepReward)},{Text(learning.PolicyLoss)},{Text(learning.ValueLoss)},{Text(learning.Entropy)},{Text(learning.ApproximateKl)},{Text(learning.ClipFraction)},{Text(learning.ExplainedVariance)},{Text(learning.GradientNorm)},{Text(learning.LearningRate)},{learning.MinibatchesExecuted},{learning.MinibatchesPlanned},{Text(report.DecisionShare)}{shares}{terms}"));
        UpdateTiming time = report.Timing;
        double rate = time.TotalSeconds > 0 ? _config.StepsPerUpdate / time.TotalSeconds : 0;
        _logs.Append(Timing, string.Create(
            CultureInfo.InvariantCulture, $"{report.Update},{report.Steps},{time.EnvironmentSeconds:F4},{time.InferenceSeconds:F4},{time.LearningSeconds:F4},{rate:F0}"));
        if (learning.ClipFraction > 0.5) Say(string.Create(CultureInfo.InvariantCulture, $"warning: at {report.Steps} steps {learning.ClipFraction:P0} of the ratios were clipped; the learning rate may be too high"));
    }

    public void Evaluation(EvaluationPoint point)
    {
        _logs.Append(Evaluations, string.Create(
            CultureInfo.InvariantCulture,
            $"{point.Steps},{Text(point.TrainReward)},{Text(point.ValidationReward)},{Text(point.TrainProfitUsd)},{Text(point.ValidationProfitUsd)},{Text(point.ValidationHoldShare)},{(point.IsBest ? 1 : 0)}"));
        if (point.ValidationHoldShare >= 1) Say(string.Create(CultureInfo.InvariantCulture, $"warning: at {point.Steps} steps the greedy policy never trades on the validation days"));
    }

    /// <summary>One line of run.log.</summary>
    public void Say(string line) => _logs.Append(Log, line);

    /// <summary>Lengths of the repeatable logs, for a checkpoint.</summary>
    public IReadOnlyDictionary<string, long> Lengths() => _logs.Lengths(Repeatable);

    public void Dispose() => _logs.Dispose();

    /// <summary>Every digit, so that equal runs are seen to be equal; empty where there is no number.</summary>
    private static string Text(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);
}
