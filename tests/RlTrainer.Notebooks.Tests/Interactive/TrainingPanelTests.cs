using RlTrainer.Interactive;
using RlTrainer.Learning;
using RlTrainer.Runs;

namespace RlTrainer.Notebooks.Tests.Interactive;

public sealed class TrainingPanelTests
{
    [Fact]
    public void The_display_changes_at_most_every_700_ms_but_at_once_for_an_evaluation()
    {
        var time = new StoppedTime();
        var panel = new TrainingPanel(time);
        Assert.True(panel.Add(Progress(1)));
        time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.False(panel.Add(Progress(2)));
        Assert.True(panel.Add(Progress(3, Point(3))));
        time.Advance(TimeSpan.FromMilliseconds(701));
        Assert.True(panel.Add(Progress(4)));
    }

    [Fact]
    public void It_shows_progress_rate_time_left_losses_hold_share_evaluations_and_the_curve()
    {
        var panel = new TrainingPanel(new StoppedTime());
        panel.Add(Progress(1, Point(1)));
        panel.Add(Progress(2));
        string html = System.Net.WebUtility.HtmlDecode(panel.ToHtml());
        Assert.Contains("2,048 of 10,240 steps · 5,000 steps/s · 00:00:02 left", html, StringComparison.Ordinal);
        Assert.Contains("width:20.0%", html, StringComparison.Ordinal);
        Assert.Contains(">0.0123<", html, StringComparison.Ordinal);
        Assert.Contains(">75.0 %<", html, StringComparison.Ordinal);
        Assert.Contains("best so far", html, StringComparison.Ordinal);
        Assert.Contains("<svg", html, StringComparison.Ordinal);
        Assert.StartsWith("    2,048 of 10,240 steps (20", panel.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_run_doctors_findings_are_shown_with_cause_and_remedy_as_soon_as_they_appear_and_go_when_they_are_over()
    {
        var panel = new TrainingPanel(new StoppedTime());
        var finding = new DoctorFinding(
            DoctorConcern.Clipping, 2048, "60.0 % of the ratios are clipped.", "The cause.", "The remedy.");
        panel.Add(Progress(1));
        Assert.True(panel.Add(
            Progress(2) with { Findings = [finding], Warnings = ["at 2,048 steps 60 % of the ratios were clipped"] }));
        string html = System.Net.WebUtility.HtmlDecode(panel.ToHtml());
        foreach (string part in (string[])[
            "run doctor", "60.0 % of the ratios are clipped.", "The cause.", "The remedy.", "warnings, newest first",
            "at 2,048 steps"])
            Assert.Contains(part, html, StringComparison.Ordinal);
        Assert.False(panel.Add(Progress(3) with { Findings = [finding] }));
        Assert.True(panel.Add(Progress(4)));
        Assert.DoesNotContain("run doctor", panel.ToHtml(), StringComparison.Ordinal);
    }

    [Fact]
    public void Its_size_does_not_grow_with_the_run()
    {
        var panel = new TrainingPanel(new StoppedTime());
        for (int update = 1; update <= 20_000; update++)
            panel.Add(Progress(update));
        Assert.InRange(panel.ToHtml().Length, 1, 40_000);
    }

    private static TrainingProgress Progress(int update, EvaluationPoint? point = null) => new(
        new UpdateReport(
            update, update * 1024, new LearnStatistics(3e-4, -0.01, 0.5, 0.9, 0.0123, 0.02, 0.1, 0.5, 0.3, 4, 4, false),
            3, 1, update % 7, 390, [0.75, 0.15, 0.10], 0.6, 0.001, 0, default!),
        point, null, 10_240, 5_000, TimeSpan.FromSeconds(2));

    private static EvaluationPoint Point(int update) => new(update * 1024, 1.5, 1.25, 100, 80, 0.5, true);

    private sealed class StoppedTime : TimeProvider
    {
        private long _ticks = 1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan time) => _ticks += time.Ticks;
    }
}
