using System.Globalization;
using RlTrainer.Reporting;

namespace RlTrainer.Runs;

/// <summary>Figures of a training run, drawn from the CSV files in its folder.</summary>
public static class TrainingCurves
{
    /// <summary>Training against validation reward and profit side by
    /// side, and what the learner did; those that have data.</summary>
    /// <param name="folder">A run that has logs.</param>
    /// <returns>Drawings; empty where it has none.</returns>
    public static IReadOnlyList<SvgFigure> Of(RunFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var figures = new List<SvgFigure>();
        if (Columns(folder.Evaluations) is { } evaluations)
        {
            figures.Add(Figure("Greedy reward on fixed episodes: training days against validation days", "mean episode reward",
                evaluations, ("training days", "train_reward"), ("validation days", "validation_reward")));
            figures.Add(Figure("Greedy profit on the same episodes", "mean profit of an episode, US dollars", evaluations,
                ("training days", "train_profit_usd"), ("validation days", "validation_profit_usd")));
        }
        if (Columns(folder.Metrics) is { } metrics)
        {
            figures.Add(Figure("Reward of the training episodes, sampled", "mean episode reward", metrics,
                ("training", "episode_reward")));
            figures.Add(Figure("Entropy over legal actions", "nats", metrics, ("entropy", "entropy")));
            figures.Add(Figure("Approximate KL of an update", "nats", metrics, ("KL", "approximate_kl")));
            figures.Add(Figure("Actions at decisions", "share", metrics,
                [.. metrics.Keys.Where(name => name.StartsWith("share_", StringComparison.Ordinal))
                    .Select(name => (name[6..], name))]));
        }
        return figures;
    }

    private static SvgFigure Figure(
        string title, string upTitle, Dictionary<string, double[]> columns, params (string Name, string Column)[] curves) =>
        LineChart.Of(title, "environment steps", upTitle,
            [.. curves.Select(curve => new Curve(curve.Name, columns["steps"], columns[curve.Column]))]);

    internal static Dictionary<string, double[]>? Columns(string file)
    {
        if (!File.Exists(file)) return null;
        string[] lines = File.ReadAllLines(file);
        if (lines.Length < 2) return null;
        string[] names = lines[0].Split(',');
        double[][] rows = [.. lines.Skip(1).Select(line => line.Split(',').Select(Number).ToArray())];
        return names.Select((name, column) => (name, values: rows.Select(row => row[column]).ToArray()))
            .ToDictionary(pair => pair.name, pair => pair.values);
    }

    private static double Number(string text) => text.Length == 0 ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture);
}
