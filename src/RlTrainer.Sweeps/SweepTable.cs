using System.Globalization;
using RlTrainer.Evaluation;
using RlTrainer.Reporting;

namespace RlTrainer.Sweeps;

/// <summary>A sweep's results: one row a combination of settings, over
/// its seeds, and how likely the best one is only lucky.</summary>
public sealed class SweepTable
{
    private const int LongestLabel = 28;
    private readonly IReadOnlyList<string> _settings;

    /// <summary>Collects the results there are.</summary>
    /// <param name="sweep">The sweep.</param>
    /// <param name="results">Of finished trials, in any order.</param>
    public SweepTable(Sweep sweep, IReadOnlyList<TrialResult> results)
    {
        ArgumentNullException.ThrowIfNull(sweep);
        ArgumentNullException.ThrowIfNull(results);
        Sweep = sweep;
        Results = [.. results.OrderBy(result => result.Index)];
        _settings = [.. sweep.Trials.DistinctBy(trial => trial.Variant).Select(trial => trial.Words)];
        int seeds = sweep.Trials.Count / sweep.Variants;
        Rows = [.. Enumerable.Range(0, sweep.Variants).Select(variant => Row(variant, seeds))
            .OrderByDescending(row => row.Reward?.InterquartileMean ?? double.NegativeInfinity)];
        TrialResult[] gated = [.. Results.Where(result => result.Edge is not null)];
        Edges = gated.Zip(EdgeSelection.Of([.. gated.Select(result => result.Edge!)], new EdgeGateConfig()))
            .ToDictionary(pair => pair.First.Index, pair => pair.Second);
        GateWords = GateSentence([.. Edges.Values]);
        Rows = [.. Rows.Select(row => row with { Edges = Of(row.Variant)
            .Count(result => OutcomeOf(result) == EdgeOutcome.EdgeFound) })];
        Overfitting = Measure(seeds, out string reason);
        OverfittingWords = Overfitting is { } measured
            ? string.Create(CultureInfo.InvariantCulture,
                $"Probability of backtest overfitting {measured.Probability:P0}: in that share of {measured.Splits:N0} halvings "
                + $"of the {Results[0].DailyProfitsUsd.Count} validation days the combination that was best on one half lay in "
                + $"the lower half on the other; it lost money there in {measured.LossProbability:P0}.")
            : $"Probability of backtest overfitting: not computed, because {reason}.";
    }

    /// <summary>The sweep.</summary>
    public Sweep Sweep { get; }

    /// <summary>Finished trials by index.</summary>
    public IReadOnlyList<TrialResult> Results { get; }

    /// <summary>One row a combination, the best interquartile mean first.</summary>
    public IReadOnlyList<SweepRow> Rows { get; }

    /// <summary>Over the combinations whose seeds are all done; null where it cannot be computed.</summary>
    public BacktestOverfitting? Overfitting { get; }

    /// <summary>The same as a sentence, or why there is none.</summary>
    public string OverfittingWords { get; }

    /// <summary>The gate's verdict on each trial by its index, with the number of trials counted: all of them were judged on the
    /// same days, so the luckiest must be clearer than one alone (Holm).</summary>
    public IReadOnlyDictionary<int, EdgeVerdict> Edges { get; }

    /// <summary>The same as a sentence.</summary>
    public string GateWords { get; }

    /// <summary>Titles of the text table's columns.</summary>
    public static IReadOnlyList<string> Header { get; } =
        ["#", "settings", "seeds", "reward IQM", "95 % interval", "profit IQM $", "95 % interval", "edge", "attempts"];

    /// <summary>[combinations][columns] as text.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Cells =>
    [
        .. Rows.Select(row => (IReadOnlyList<string>)
        [
            row.Variant.ToString(CultureInfo.InvariantCulture), row.Settings, $"{row.Done} of {row.Seeds}",
            row.Reward is { } reward ? NumberText.Number(reward.InterquartileMean, 3) : "–", Interval(row.Reward, 3),
            row.Profit is { } profit ? NumberText.Number(profit.InterquartileMean, 0) : "–", Interval(row.Profit, 0),
            string.Create(CultureInfo.InvariantCulture, $"{row.Edges} of {row.Done}"),
            row.Attempts.ToString(CultureInfo.InvariantCulture),
        ]),
    ];

    /// <summary>Trials without a result whose last attempt failed, by index; set by who looked.</summary>
    internal IReadOnlyList<TrialFailure> Failures { get; init; } = [];

    /// <summary>Titles of the columns of failed trials.</summary>
    internal static IReadOnlyList<string> FailureHeader { get; } = ["failed trial", "settings", "seed", "reason"];

    /// <summary>[failed trials][columns] as text.</summary>
    internal IReadOnlyList<IReadOnlyList<string>> FailureCells =>
    [
        .. Failures.Select(failure => (IReadOnlyList<string>)
        [
            failure.Index.ToString(CultureInfo.InvariantCulture), Sweep.Trials[failure.Index].Words,
            Sweep.Trials[failure.Index].Config.Seed.ToString(CultureInfo.InvariantCulture), failure.Words,
        ]),
    ];

    /// <summary>One row a finished trial.</summary>
    public string ToCsv()
    {
        var csv = new CsvText("trial", "variant", "settings", "seed", "steps", "stop_reason", "best_reward", "best_steps",
            "validation_profit_usd", "validation_trades", "gate", "attempts", "resumed_at_steps");
        foreach (TrialResult result in Results)
            csv.Row(result.Index, result.Variant, _settings[result.Variant], result.Seed, result.Steps, result.StopReason,
                result.BestReward, result.BestSteps, result.ProfitUsd, result.Trades, OutcomeOf(result)?.ToString()
                ?? "", result.Attempts, result.ResumedAtSteps);
        return csv.ToString();
    }

    /// <summary>Table and figures as one page that needs nothing else.</summary>
    public string ToHtml()
    {
        var html = new HtmlText();
        html.Raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/><meta name=\"viewport\" "
            + "content=\"width=device-width, initial-scale=1\"/>");
        html.Element("title", $"Sweep {Sweep.Name}").Raw($"<style>{FigureStyle.Css}{ReportStyle.Css}</style></head><body><main>");
        html.Element("h1", $"Sweep {Sweep.Name}: {Results.Count} of {Sweep.Trials.Count} trials").Table(Header, Cells, 1, 4, 6);
        if (Failures.Count > 0) html.Table(FailureHeader, FailureCells);
        html.Element("p", GateWords);
        html.Element("p", OverfittingWords);
        html.Element("p", "Interquartile means over seeds with 95 % bootstrap intervals, of each trial's best model on the "
            + "validation days. Test days were not opened.", "soft");
        html.Figure(Chart("Greedy validation reward by settings", "mean episode reward", result => result.BestReward, row =>
            row.Reward));
        html.Figure(Chart("Profit on the validation days by settings", "US dollars", result => result.ProfitUsd, row =>
            row.Profit));
        return html.Raw("</main></body></html>").ToString();
    }

    private EdgeOutcome? OutcomeOf(TrialResult result) => Edges.TryGetValue(result.Index, out EdgeVerdict? verdict)
        ? verdict.Outcome : null;

    private static string GateSentence(EdgeVerdict[] verdicts)
    {
        if (verdicts.Length == 0) return "Gate: no trial has a verdict.";
        int Count(EdgeOutcome outcome) => verdicts.Count(verdict => verdict.Outcome == outcome);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Gate, {verdicts.Length} trial(s) on the same validation days counted (Holm): {Count(EdgeOutcome.EdgeFound)} with "
                + $"an edge, {Count(EdgeOutcome.NoEdgeFound)} without (flat), {Count(EdgeOutcome.TooFewDays)} not decided for "
                + $"want of days; the clearest had to clear {verdicts.Max(verdict => verdict.Limit):0.0#} standard errors.");
    }

    private SvgFigure Chart(string title, string axis, Func<TrialResult, double> figure, Func<SweepRow, SeedSummary?> summary) =>
        IntervalChart.Of(
        title, axis,
        [.. Rows.Where(row => row.Done > 0)
            .Select(row => (Label(row), (IReadOnlyList<double>)[.. Of(row.Variant).Select(figure)], summary(row)!))]);

    /// <summary>The settings without their sections, or the combination's number where that is too long for a figure.</summary>
    private static string Label(SweepRow row)
    {
        string brief = string.Join(
            ' ', row.Settings.Split(' ')
                .Select(setting => setting.Split('=', 2) is [string key, string value] ? $"{key.Split('.')[^1]}={value}"
                    : setting));
        return brief.Length <= LongestLabel ? brief : string.Create(CultureInfo.InvariantCulture, $"# {row.Variant}");
    }

    private SweepRow Row(int variant, int seeds)
    {
        TrialResult[] done = [.. Of(variant)];
        return new SweepRow(
            variant, _settings[variant], seeds, done.Length,
            done.Length == 0 ? null : SeedSummary.Of([.. done.Select(result => result.BestReward)], (ulong)variant),
            done.Length == 0 ? null : SeedSummary.Of([.. done.Select(result => result.ProfitUsd)], (ulong)variant),
            done.Sum(result => result.Attempts));
    }

    private BacktestOverfitting? Measure(int seeds, out string reason)
    {
        TrialResult[][] whole =
            [.. Enumerable.Range(0, Sweep.Variants).Select(variant => Of(variant).ToArray()).Where(done => done.Length == seeds)];
        int[] days = [.. whole.SelectMany(done => done).Select(result => result.DailyProfitsUsd.Count).Distinct()];
        reason = whole.Length < 2 ? $"{whole.Length} combinations have all their seeds and at least 2 are needed"
            : days.Length > 1 ? $"the trials were judged on different numbers of days ({string.Join(", ", days)})"
            : days[0] < 20 ? $"there are {days[0]} validation days and at least 20 are needed"
            : "";
        return reason.Length > 0 ? null : BacktestOverfitting.Of([.. whole.Select(done =>
            Enumerable.Range(0, days[0]).Select(day => done.Average(result => result.DailyProfitsUsd[day])).ToArray())]);
    }

    private IEnumerable<TrialResult> Of(int variant) => Results.Where(result => result.Variant == variant);

    private static string Interval(SeedSummary? summary, int decimals) => summary?.Interval is { } interval
        ? $"{NumberText.Number(interval.Low, decimals)} to {NumberText.Number(interval.High, decimals)}"
        : "–";
}
