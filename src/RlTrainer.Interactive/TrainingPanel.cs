using System.Globalization;
using RlTrainer.Learning;
using RlTrainer.Reporting;
using RlTrainer.Runs;

namespace RlTrainer.Interactive;

/// <summary>
/// A live picture of a training run: display it once, add every progress report, and update the display when
/// <see cref="Add"/> says so. It keeps one display, whose size does not grow with the run.
/// </summary>
public sealed class TrainingPanel
{
    private const int PointsOfACurve = 300, WarningsShown = 3;
    private const string DoctorAccent = "#e9a23b";
    private static readonly TimeSpan BetweenPictures = TimeSpan.FromMilliseconds(700);
    private readonly TimeProvider _time;
    private readonly List<double> _steps = [];
    private readonly List<double> _rewards = [];
    private readonly List<double> _holdShares = [];
    private readonly List<EvaluationPoint> _evaluations = [];
    private readonly Queue<string> _warnings = [];
    private HashSet<DoctorConcern> _concerns = [];
    private long _lastPicture;

    /// <summary>An empty panel.</summary>
    /// <param name="time">Limits how often the picture changes; null takes the system's time.</param>
    public TrainingPanel(TimeProvider? time = null) => _time = time ?? TimeProvider.System;

    /// <summary>The newest report, or null before the first.</summary>
    public TrainingProgress? Latest { get; private set; }

    /// <summary>Takes a report; true when enough time went by, or
    /// something happened, that the display should be updated.</summary>
    /// <param name="progress">The newest report of the run.</param>
    /// <returns>True when the display should be drawn again.</returns>
    public bool Add(TrainingProgress progress)
    {
        ArgumentNullException.ThrowIfNull(progress);
        Latest = progress;
        _steps.Add(progress.Update.Steps);
        _rewards.Add(progress.Update.EpisodeReward);
        _holdShares.Add(progress.Update.ActionShares.Count > 0 ? progress.Update.ActionShares[0] : double.NaN);
        if (progress.Evaluation is { } point)
            _evaluations.Add(point);
        foreach (string warning in progress.Warnings)
        {
            _warnings.Enqueue(warning);
            if (_warnings.Count > WarningsShown) _warnings.Dequeue();
        }

        HashSet<DoctorConcern> concerns = [.. progress.Findings.Select(finding => finding.Concern)];
        bool changed = !concerns.SetEquals(_concerns);
        _concerns = concerns;
        if (_lastPicture != 0 && progress.Evaluation is null && !changed && _time.GetElapsedTime(_lastPicture) < BetweenPictures)
            return false;
        _lastPicture = _time.GetTimestamp();
        return true;
    }

    /// <summary>The panel as one HTML fragment with its curve as SVG.</summary>
    public string ToHtml()
    {
        if (Latest is not { } latest)
            return "<p>The training has not reported yet.</p>";
        double share = Math.Min(1, (double)latest.Update.Steps / latest.TotalSteps);
        string bar = string.Create(CultureInfo.InvariantCulture,
            $"<div style=\"height:10px;border-radius:5px;background:#8884;max-width:640px\"><div "
            + $"style=\"height:10px;border-radius:5px;width:{100 * share:F1}%;background:linear-gradient(90deg,#4895ef,#8e7cf0,"
            + $"#3bb58a)\"></div></div>");
        return bar + Figures(latest) + Doctor(latest) + Evaluations() + RewardCurve().Svg;
    }

    /// <summary>One line: share done, rate, time left, reward.</summary>
    public override string ToString() => Latest?.ToString() ?? "The training has not reported yet.";

    private static string Figures(TrainingProgress latest)
    {
        UpdateReport update = latest.Update;
        LearnStatistics learning = update.Learning;
        string head = string.Create(CultureInfo.InvariantCulture,
            $"{update.Steps:N0} of {latest.TotalSteps:N0} steps · {latest.StepsPerSecond:N0} steps/s · "
            + $"{latest.TimeLeft:hh\\:mm\\:ss} left");
        double hold = update.ActionShares.Count > 0 ? update.ActionShares[0] : double.NaN;
        return new HtmlTable(
            head, "episode reward", "Hold share", "entropy", "KL", "clip fraction", "explained variance", "learning rate")
            .Row(
                Number(update.EpisodeReward, "F3"), Number(hold, "P1"), Number(learning.Entropy, "F3"),
                Number(learning.ApproximateKl, "F4"),
                Number(learning.ClipFraction, "P1"), Number(learning.ExplainedVariance, "F2"),
                Number(learning.LearningRate, "0.##E+0"))
            .ToString();
    }

    /// <summary>What the run doctor finds now with cause and remedy, and the latest warnings; nothing when all is well.</summary>
    private string Doctor(TrainingProgress latest)
    {
        string html = string.Empty;
        if (latest.Findings.Count > 0)
        {
            var table = new HtmlTable("run doctor", "found", "usual cause", "what to do");
            foreach (DoctorFinding finding in latest.Findings)
                table.AccentRow(DoctorAccent, finding.Found, finding.Cause, finding.Remedy);
            html = table.ToString();
        }

        if (_warnings.Count == 0)
            return html;
        var warnings = new HtmlTable("warnings, newest first", "");
        foreach (string warning in _warnings.Reverse())
            warnings.AccentRow(DoctorAccent, warning);
        return html + warnings;
    }

    private string Evaluations()
    {
        if (_evaluations.Count == 0)
            return string.Empty;
        var table = new HtmlTable(
            "evaluations, newest first", "steps", "train reward", "validation reward", "validation profit an episode",
            "Hold share", "");
        foreach (EvaluationPoint point in _evaluations.AsEnumerable().Reverse().Take(5))
        {
            table.AccentRow(point.IsBest ? "#3bb58a" : null,
                Number(point.Steps, "N0"), Number(point.TrainReward, "F3"), Number(point.ValidationReward, "F3"),
                "$" + Number(point.ValidationProfitUsd, "F0"), Number(point.ValidationHoldShare, "P0"), point.IsBest
                    ? "best so far" : string.Empty);
        }

        return table.ToString();
    }

    private SvgFigure RewardCurve()
    {
        var curves = new List<Curve>
        {
            new Curve("episode reward", [.. _steps], [.. _rewards]).Thinned(PointsOfACurve),
            new Curve("Hold share", [.. _steps], [.. _holdShares]).Thinned(PointsOfACurve),
        };
        if (_evaluations.Count > 0)
        {
            curves.Add(new Curve(
                "validation reward", [.. _evaluations.Select(point => (double)point.Steps)],
                [.. _evaluations.Select(point => point.ValidationReward)]));
        }

        return LineChart.Of("Reward while training", "environment steps", "reward an episode", curves);
    }

    private static string Number(double value, string format) => double.IsNaN(value) ? "–"
        : value.ToString(format, CultureInfo.InvariantCulture);
}
