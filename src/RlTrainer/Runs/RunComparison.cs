using System.Globalization;
using RlTrainer.Reporting;

namespace RlTrainer.Runs;

/// <summary>Several runs side by side: what came out, in which keys they differ, and their validation curves.</summary>
internal sealed class RunComparison
{
    /// <summary>Compares runs; keys are compared with the first one's.</summary>
    /// <param name="runs">At least one, all readable.</param>
    /// <exception cref="ArgumentException">There are none, or one cannot be read.</exception>
    public RunComparison(IReadOnlyList<RunEntry> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        if (runs.Count == 0) throw new ArgumentException("A comparison was asked of no runs; expected at least one.");
        if (runs.FirstOrDefault(run => run.Config is null) is { } broken)
            throw new ArgumentException($"The run '{broken.Name}' cannot be compared: {broken.Fault}");
        Runs = runs;
        Keys = [.. runs.Skip(1).SelectMany(run => RunConfigText.Differences(runs[0].Config!, run.Config!))
            .Select(difference => difference.Key).Where(key => key != "Name").Distinct()];
        Rows = [.. runs.Select(Row)];
    }

    /// <summary>The runs, in the order asked for.</summary>
    public IReadOnlyList<RunEntry> Runs { get; }

    /// <summary>Keys in which any run differs from the first; the name is none of them.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>Titles of the columns.</summary>
    public IReadOnlyList<string> Header => ["run", "state", "steps", "best reward", "at steps", .. Keys];

    /// <summary>[runs][columns] as text.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; }

    /// <summary>The greedy validation reward and profit of all runs over the steps.</summary>
    public IReadOnlyList<SvgFigure> Figures() =>
    [
        Figure("Greedy reward on fixed validation episodes", "mean episode reward", "validation_reward"),
        Figure("Greedy profit on the same episodes", "mean profit of an episode, US dollars", "validation_profit_usd"),
    ];

    /// <summary>Table and curves as one page that needs nothing else.</summary>
    public string ToHtml()
    {
        var html = new HtmlText();
        html.Raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/><meta name=\"viewport\" "
            + "content=\"width=device-width, initial-scale=1\"/>");
        html.Element("title", "Runs compared").Raw($"<style>{FigureStyle.Css}{ReportStyle.Css}</style></head><body><main>");
        html.Element("h1", $"{Runs.Count} runs compared").Table(Header, Rows, 1);
        if (Runs.Any(run => run.Manifest?.TrainingBars.Contains("synthetic", StringComparison.Ordinal) == true))
            html.Element("p", "Bars named synthetic are generated: they say something about the software and nothing about "
                + "trading.", "soft");
        foreach (SvgFigure figure in Figures()) html.Figure(figure);
        html.Element("h2", "What they were made of").Table(
            ["run", "started (UTC)", "data", "seed", "program", "machine"],
            Runs.Select(run => (IReadOnlyList<string>)[
                run.Name, run.Manifest?.StartedUtc ?? "–", run.Manifest?.DataHash[..12] ?? "–",
                run.Config!.Seed.ToString(CultureInfo.InvariantCulture), run.Manifest is { } made
                    ? $"{made.CodeVersion} ({made.Commit[..Math.Min(10, made.Commit.Length)]})" : "–", run.Manifest?.Machine
                        ?? "–"]),
            1, 2, 4, 5);
        return html.Raw("</main></body></html>").ToString();
    }

    private SvgFigure Figure(string title, string upTitle, string column) => LineChart.Of(
        title, "environment steps", upTitle,
        [.. Runs.Select(run => TrainingCurves.Columns(run.Folder.Evaluations) is { } columns
            ? new Curve(run.Name, columns["steps"], columns[column]) : new Curve(run.Name, [], []))]);

    private string[] Row(RunEntry run)
    {
        var own = RunConfigText.Differences(Runs[0].Config!, run.Config!)
            .ToDictionary(difference => difference.Key, difference => difference.Second);
        return
        [
            run.Name, run.Progress.ToString().ToLowerInvariant(),
            NumberText.Number(run.Summary?.Steps ?? run.LastCheckpointSteps, 0),
            run.Summary is { Evaluations: > 0 } ended ? NumberText.Number(ended.BestReward, 3) : "–",
            run.Summary is { Evaluations: > 0 } best ? NumberText.Number(best.BestSteps, 0) : "–",
            .. Keys.Select(key => own.GetValueOrDefault(key) ?? FirstValue(key)),
        ];
    }

    /// <summary>The first run's value of a key, taken from any run that differs in it.</summary>
    private string FirstValue(string key) => Runs.Skip(1)
        .SelectMany(run => RunConfigText.Differences(Runs[0].Config!, run.Config!))
        .First(difference => difference.Key == key).First;
}
