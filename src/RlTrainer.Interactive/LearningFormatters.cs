using System.Globalization;
using RlTrainer.Checkpoints;
using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Policies;
using RlTrainer.Reporting;
using RlTrainer.Runs;

namespace RlTrainer.Interactive;

/// <summary>Rollouts, checkpoints and runs.</summary>
internal static class LearningFormatters
{
    private const string RewardTitle = "Mean reward of a step over all environments";

    public static void Register()
    {
        Formatters.Add<Rollout>(
            (Formatters.Html, rollout => RolloutTable(rollout) + Rewards(rollout).Svg),
            (Formatters.Plotly, rollout => Rewards(rollout).PlotlyJson ?? string.Empty),
            (Formatters.Plain, rollout =>
                $"{Count(rollout.Steps)} steps × {Count(rollout.Environments)} environments, {Count(rollout.ActionCount)} "
                + $"actions"));
        Formatters.Add<Checkpoint>(
            (Formatters.Html, checkpoint => CheckpointTable(checkpoint) + WeightsTable(checkpoint)),
            (Formatters.Plain, CheckpointText));
        Formatters.Add<TrainingSummary>((Formatters.Html, SummaryTable), (Formatters.Plain, summary => $"{summary.Run}: "
            + $"{summary.StopReason} after {Count(summary.Steps)} steps, best validation reward "
            + $"{Number(summary.BestReward, "F3")}{(summary.Outcome is { } outcome ? $"; {outcome}" : "")}"));
        Formatters.Add<TrainingPanel>((Formatters.Html, panel => panel.ToHtml()), (Formatters.Plain, panel => panel.ToString()));
    }

    private static string RolloutTable(Rollout rollout)
    {
        double reward = 0, value = 0;
        int terminated = 0, truncated = 0, decisions = 0;
        int[] actions = new int[rollout.ActionCount];
        for (int step = 0; step < rollout.Steps; step++)
        {
            for (int environment = 0; environment < rollout.Environments; environment++)
            {
                reward += rollout.Rewards(step)[environment];
                value += rollout.Values(step)[environment];
                terminated += rollout.Ends(step)[environment] == EpisodeEnd.Terminated ? 1 : 0;
                truncated += rollout.Ends(step)[environment] == EpisodeEnd.Truncated ? 1 : 0;
                actions[rollout.Actions(step)[environment]]++;
                int legal = 0;
                foreach (byte mask in rollout.Masks(step).Slice(environment * rollout.ActionCount, rollout.ActionCount))
                    legal += mask;
                decisions += legal > 1 ? 1 : 0;
            }
        }

        string shares = string.Join(
            ", ", actions.Select(
                (count, action) => string.Create(
                    CultureInfo.InvariantCulture, $"{action}: {NumberText.Share((double)count / rollout.Count)}")));
        return new HtmlTable($"rollout of {Count(rollout.Steps)} steps × {Count(rollout.Environments)} environments")
            .Row("states", Count(rollout.Count)).Row("states with a choice", NumberText.Share((double)decisions / rollout.Count))
            .Row("mean reward a step", Number(reward / rollout.Count, "0.#####"))
                .Row("mean value", Number(value / rollout.Count, "0.#####"))
            .Row("episodes terminated", Count(terminated)).Row("episodes truncated", Count(truncated))
                .Row("actions taken", shares).ToString();
    }

    private static SvgFigure Rewards(Rollout rollout)
    {
        double[] steps = new double[rollout.Steps], rewards = new double[rollout.Steps];
        for (int step = 0; step < rollout.Steps; step++)
        {
            double sum = 0;
            foreach (float reward in rollout.Rewards(step))
                sum += reward;
            (steps[step], rewards[step]) = (step, sum / rollout.Environments);
        }

        return LineChart.Of(RewardTitle, "step of the rollout", "reward", [new Curve("mean reward", steps, rewards)]);
    }

    private static string CheckpointTable(Checkpoint checkpoint)
    {
        CheckpointManifest manifest = checkpoint.Manifest;
        return new HtmlTable($"checkpoint of {manifest.Run}")
            .Row("phase", Count(manifest.Phase)).Row("steps", Count(manifest.Steps))
                .Row("seed", manifest.Seed.ToString(CultureInfo.InvariantCulture))
            .Row("instrument", manifest.Instrument)
                .Row("features", $"{manifest.FeatureSet}: {string.Join(", ", manifest.Features)}")
            .Row("actions", string.Join(", ", manifest.Actions)).Row("network", string.Join(" × ", manifest.Hidden))
                .Row("rules", manifest.Rules)
            .Row("can be resumed", checkpoint.IsResumable ? "yes" : "no").Row("data", manifest.DataHash).ToString();
    }

    private static string WeightsTable(Checkpoint checkpoint)
    {
        var table = new HtmlTable(
            $"{Count(checkpoint.Weights.Tensors.Sum(tensor => (long)tensor.Values.Length))} weights", "tensor", "shape",
            "root mean square", "largest");
        foreach (WeightTensor tensor in checkpoint.Weights.Tensors)
        {
            double squares = tensor.Values.Sum(value => (double)value * value);
            table.Row(tensor.Name, string.Join(" × ", tensor.Shape),
                Number(Math.Sqrt(squares / Math.Max(1, tensor.Values.Length)), "G4"),
                Number(tensor.Values.Length == 0 ? 0 : tensor.Values.Max(Math.Abs), "G4"));
        }

        return table.ToString();
    }

    private static string CheckpointText(Checkpoint checkpoint) =>
        $"{checkpoint.Manifest.Run}: phase {checkpoint.Manifest.Phase}, {Count(checkpoint.Manifest.Steps)} steps, "
        + $"{checkpoint.Manifest.Instrument}";

    private static string SummaryTable(TrainingSummary summary) => new HtmlTable($"run {summary.Run}: {summary.StopReason}")
        .Row("steps", Count(summary.Steps))
            .Row("best validation reward", $"{Number(summary.BestReward, "F3")} at {Count(summary.BestSteps)} steps")
        .Row("evaluations", Count(summary.Evaluations))
            .Row("different starts", $"{Count(summary.DistinctStarts)} of {Count(summary.PossibleStarts)}")
        .Row("training bars covered", NumberText.Share(summary.ShareOfBarsCovered))
            .Row("steps with a choice", NumberText.Share(summary.DecisionShare))
        .Row("outcome", summary.Outcome ?? "–").Row("checkpoints", string.Join(", ", summary.Checkpoints)).ToString();

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
