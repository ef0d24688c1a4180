using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Reporting;

namespace RlTrainer.Runs;

/// <summary>A run's figures as TensorBoard shows them: curves by group,
/// histograms of the actions, the configuration as text.</summary>
internal sealed class RunEvents : IDisposable
{
    private readonly TensorBoardEvents _events;
    private readonly ActionSet _actions;

    /// <summary>Opens the event file of a run's folder to append to.</summary>
    public RunEvents(RunFolder folder, ActionSet actions)
    {
        _events = new TensorBoardEvents(folder.Events);
        _actions = actions;
    }

    public void Begin(string configuration) => _events.Text(0, "configuration", $"```json\n{configuration}\n```");

    /// <summary>One update; the statistics are those of its steps.</summary>
    public void Update(UpdateReport report, EnvironmentStatistics statistics)
    {
        LearnStatistics learning = report.Learning;
        List<(string Tag, double Value)> figures =
        [
            ("rollout/step_reward", report.StepReward), ("rollout/decision_share", report.DecisionShare),
            ("losses/policy", learning.PolicyLoss), ("losses/value", learning.ValueLoss), ("losses/entropy", learning.Entropy),
            ("learning/approximate_kl", learning.ApproximateKl), ("learning/largest_kl", learning.LargestKl),
            ("learning/clip_fraction", learning.ClipFraction), ("learning/gradient_norm", learning.GradientNorm),
            ("learning/learning_rate", learning.LearningRate), ("learning/minibatches", learning.MinibatchesExecuted),
        ];
        if (report.Episodes > 0)
            figures.AddRange([("rollout/episode_reward", report.EpisodeReward),
                ("rollout/episode_length", report.EpisodeLength)]);
        if (!double.IsNaN(learning.ExplainedVariance)) figures.Add(("losses/explained_variance", learning.ExplainedVariance));
        if (!double.IsNaN(report.AnchorKl)) figures.Add(("learning/anchor_kl", report.AnchorKl));
        for (int action = 0; action < _actions.Count; action++)
            figures.Add(($"actions/{_actions.Actions[action]}", report.ActionShares[action]));
        foreach (string term in statistics.TermNames) figures.Add(($"reward/{term}", statistics.TermMean(term)));
        _events.Scalars(report.Steps, figures);
        if (statistics.Decisions > 0)
            _events.Histogram(report.Steps, "actions", EventHistogram.OfCounts(statistics.ActionCounts));
    }

    public void Evaluation(EvaluationPoint point) => _events.Scalars(
        point.Steps,
        [
            ("evaluation/train_reward", point.TrainReward), ("evaluation/validation_reward", point.ValidationReward),
            ("evaluation/train_profit_usd", point.TrainProfitUsd),
            ("evaluation/validation_profit_usd", point.ValidationProfitUsd),
            ("evaluation/validation_hold_share", point.ValidationHoldShare),
        ]);

    /// <summary>Everything written so far is on the disk when this returns.</summary>
    public void Flush() => _events.FlushedLength();

    public void Dispose() => _events.Dispose();
}
