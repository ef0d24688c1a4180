using System.Globalization;
using System.Text;
using System.Text.Json;
using RlTrainer.Environments;
using RlTrainer.Learning;

namespace RlTrainer.Runs;

/// <summary>The columns of a run's tables and their rows; a row is
/// written as CSV and as a line of JSON from the same values.</summary>
internal static class RunRows
{
    /// <summary>Columns of an evaluation.</summary>
    public static IReadOnlyList<string> EvaluationNames { get; } =
        ["steps", "train_reward", "validation_reward", "train_profit_usd", "validation_profit_usd", "validation_hold_share",
            "is_best"];

    /// <summary>Columns of an update.</summary>
    public static IReadOnlyList<string> UpdateNames(ActionSet actions, RewardConfig reward) =>
    [
        "update", "steps", "episodes", "terminated", "episode_reward", "episode_length", "step_reward", "policy_loss",
        "value_loss", "entropy",
        "approximate_kl", "largest_kl", "clip_fraction", "explained_variance", "gradient_norm", "learning_rate", "minibatches",
        "planned_minibatches",
        "decision_share", "anchor_kl", .. actions.Actions.Select(action => $"share_{action}"),
        .. reward.Terms.Select(term => $"reward_{term.Name}"),
    ];

    /// <summary>The row of an update; the statistics are those of its steps.</summary>
    public static IReadOnlyList<string> Update(UpdateReport report, EnvironmentStatistics statistics)
    {
        LearnStatistics learning = report.Learning;
        return
        [
            Text(report.Update), Text(report.Steps), Text(report.Episodes), Text(report.Terminated), Text(report.EpisodeReward),
            Text(report.EpisodeLength), Text(report.StepReward), Text(learning.PolicyLoss), Text(learning.ValueLoss),
            Text(learning.Entropy),
            Text(learning.ApproximateKl), Text(learning.LargestKl), Text(learning.ClipFraction), Text(learning.ExplainedVariance),
            Text(learning.GradientNorm), Text(learning.LearningRate), Text(learning.MinibatchesExecuted),
            Text(learning.MinibatchesPlanned),
            Text(report.DecisionShare), Text(report.AnchorKl), .. report.ActionShares.Select(Text),
            .. statistics.TermNames.Select(term => Text(statistics.TermMean(term))),
        ];
    }

    /// <summary>The row of an evaluation.</summary>
    public static IReadOnlyList<string> Evaluation(EvaluationPoint point) =>
    [
        Text(point.Steps), Text(point.TrainReward), Text(point.ValidationReward), Text(point.TrainProfitUsd),
        Text(point.ValidationProfitUsd),
        Text(point.ValidationHoldShare), point.IsBest ? "1" : "0",
    ];

    /// <summary>One line of CSV.</summary>
    public static string Csv(IReadOnlyList<string> cells) => string.Join(',', cells);

    /// <summary>One JSON object on a line; an empty cell is null, and what JSON has no number for is a text.</summary>
    public static string Json(IReadOnlyList<string> names, IReadOnlyList<string> cells)
    {
        var line = new StringBuilder("{");
        for (int index = 0; index < names.Count; index++)
        {
            string cell = cells[index];
            bool isNumber = cell.Length > 0 && double.IsFinite(double.Parse(cell, CultureInfo.InvariantCulture));
            line.Append(index == 0 ? "" : ",").Append(JsonSerializer.Serialize(names[index])).Append(':')
                .Append(cell.Length == 0 ? "null" : isNumber ? cell : JsonSerializer.Serialize(cell));
        }
        return line.Append('}').ToString();
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Every digit, so that equal runs are seen to be equal; empty where there is no number.</summary>
    private static string Text(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);
}
