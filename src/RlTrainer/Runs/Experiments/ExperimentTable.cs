using System.Globalization;
using System.Text;
using RlTrainer.Evaluation;
using RlTrainer.Reporting;

namespace RlTrainer.Runs;

/// <summary>What an experiment found: per arm the interquartile mean over the seeds with its bootstrap interval, and the
/// difference to the first arm.</summary>
public static class ExperimentTable
{
    private static readonly (string Name, Func<ExperimentRow, double?> Of, string Format)[] Figures =
    [
        ("share of the oracle", row => row.Share, "P1"), ("profit $", row => row.ProfitUsd, "N0"),
        ("Sharpe", row => row.Sharpe, "F2"), ("pass", row => row.Pass, "P1"),
        ("converged at", row => row.ConvergedSteps, "N0"),
    ];

    /// <summary>The table as Markdown.</summary>
    /// <param name="experiment">What was asked, and its arms in order.</param>
    /// <param name="rows">One row a finished run.</param>
    /// <returns>A heading and a table, a line an arm that has runs.</returns>
    public static string Markdown(Experiment experiment, IReadOnlyList<ExperimentRow> rows)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(rows);
        var figures = Figures.Where(figure => rows.Any(row => figure.Of(row) is not null)).ToArray();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture,
            $"### {experiment.Name}: {experiment.Question}\n\n| arm | seeds "
            + $"|{string.Concat(figures.Select(figure => $" {figure.Name} |"))} {figures[0].Name}, minus the first arm | better "
            + $"than the first |\n|---|---|{string.Concat(figures.Select(_ => "---|"))}---|---|\n");
        ExperimentRow[] first = [.. rows.Where(row => row.Arm == experiment.Arms[0].Name)];
        foreach (ExperimentArm arm in experiment.Arms)
        {
            ExperimentRow[] own = [.. rows.Where(row => row.Arm == arm.Name)];
            if (own.Length == 0) continue;
            string cells = string.Concat(figures.Select(figure => $" {Cell(own, figure.Of, figure.Format)} |"));
            text.Append(CultureInfo.InvariantCulture,
                $"| {arm.Name} | {own.Length} |{cells} {Difference(own, first, figures[0].Of, figures[0].Format)} |\n");
        }
        return text.ToString();
    }

    /// <summary>One estimate a row with its interval and its seeds: the
    /// share of the oracle where there is one, else the profit.</summary>
    /// <param name="experiment">What was asked, and its arms in order.</param>
    /// <param name="rows">One row a finished run.</param>
    /// <returns>The drawing, a line an arm that has runs.</returns>
    public static SvgFigure Figure(Experiment experiment, IReadOnlyList<ExperimentRow> rows)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        ArgumentNullException.ThrowIfNull(rows);
        bool hasShare = rows.All(row => row.Share is not null);
        return IntervalChart.Of(
            $"{experiment.Name}: {experiment.Question}", hasShare ? "profit on held-out days, % of the oracle's"
                : "profit on held-out days, US dollars",
            [.. experiment.Arms.Select(
                arm => (arm.Name, Runs: (IReadOnlyList<double>)[
                    .. rows.Where(row => row.Arm == arm.Name).Select(row => hasShare ? 100 * row.Share!.Value : row.ProfitUsd)]))
                .Where(arm => arm.Runs.Count > 0).Select(arm => (arm.Name, arm.Runs, SeedSummary.Of(arm.Runs, 1)))]);
    }

    private static string Cell(ExperimentRow[] rows, Func<ExperimentRow, double?> figure, string format)
    {
        double[] values = [.. rows.Select(figure).OfType<double>()];
        if (values.Length == 0) return "–";
        SeedSummary summary = SeedSummary.Of(values, 1);
        return $"{Text(summary.InterquartileMean, format)}{Range(summary.Interval, format)}"
            + $"{(values.Length < rows.Length ? $" ({values.Length} of {rows.Length})" : "")}";
    }

    private static string Difference(
        ExperimentRow[] rows, ExperimentRow[] first, Func<ExperimentRow, double?> figure, string format)
    {
        if (rows[0].Arm == first.FirstOrDefault()?.Arm) return "– | –";
        ulong[] seeds = [.. rows.Where(row => figure(row) is not null).Select(row => row.Seed)
            .Intersect(first.Where(row => figure(row) is not null).Select(row => row.Seed))];
        double[] ours = [.. rows.Where(row => seeds.Contains(row.Seed)).Select(row => figure(row)!.Value)],
            theirs = [.. first.Where(row => seeds.Contains(row.Seed)).Select(row => figure(row)!.Value)];
        if (ours.Length == 0) return "– | –";
        double difference = SeedSummary.Of(ours, 1).InterquartileMean - SeedSummary.Of(theirs, 1).InterquartileMean;
        return $"{Text(difference, format)}{Range(SeedSummary.Difference(ours, theirs, isPaired: true, 1), format)} | "
            + $"{Text(SeedSummary.ProbabilityOfImprovement(ours, theirs), "P0")}";
    }

    private static string Range(Interval? interval, string format) => interval is { } range
        ? $" [{Text(range.Low, format)}, {Text(range.High, format)}]" : "";

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
