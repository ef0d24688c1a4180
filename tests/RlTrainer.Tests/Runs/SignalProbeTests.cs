using RlTrainer.Data;
using RlTrainer.Evaluation;
using RlTrainer.Market;
using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

/// <summary>The probe sees a strong planted signal in its table, and nothing where there is none.</summary>
public sealed class SignalProbeTests
{
    private static readonly ProbeConfig s_small = new()
    {
        Epochs = 3,
        Hidden = [32],
        BatchSize = 128,
        LearningRate = 1e-3,
        Gate = new EdgeGateConfig { FewestDays = 20 },
    };

    [Fact]
    public void It_finds_the_fast_signal_and_its_control_does_not()
    {
        ProbeReport report = Probed(PlantedSignal.Fast, s_small, threads: 2);
        Assert.Equal(EdgeOutcome.EdgeFound, report.Signal.Verdict.Outcome);
        Assert.Equal(EdgeOutcome.NoEdgeFound, report.Control.Verdict.Outcome);
        Assert.False(report.IsDoubtful);
        Assert.Equal((120, 60), (report.TrainDays, report.JudgedDays));
        string[] lines = [.. report.Lines()];
        Assert.StartsWith("features 'Base': taught from ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("signal: edge found: $", lines[1], StringComparison.Ordinal);
        Assert.Contains(lines, line =>
            line.StartsWith("control, sides swapped on a random half of the training days: no edge found: flat",
                StringComparison.Ordinal));
    }

    [Fact]
    public void It_finds_nothing_in_a_market_without_signal()
    {
        ProbeReport report = Probed(PlantedSignal.None, s_small, threads: 1);
        Assert.Equal(EdgeOutcome.NoEdgeFound, report.Signal.Verdict.Outcome);
        Assert.Equal(EdgeOutcome.NoEdgeFound, report.Control.Verdict.Outcome);
    }

    [Fact]
    public void One_thread_and_three_find_the_same()
    {
        ProbeConfig quick = s_small with { Epochs = 1 };
        Assert.Equal(Probed(PlantedSignal.Fast, quick, threads: 1), Probed(PlantedSignal.Fast, quick, threads: 3));
    }

    [Fact]
    public void A_control_that_passes_makes_the_report_doubtful()
    {
        ProbeReport report = Probed(PlantedSignal.Fast, s_small with { Epochs = 1 }, threads: 2);
        ProbeReport doubtful = report with
        {
            Control = report.Signal with { Verdict = report.Signal.Verdict with { Outcome = EdgeOutcome.EdgeFound } },
        };
        Assert.Equal(
            "The control found an edge where there is none: take the signal's verdict for luck until another seed or more days "
            + "say the same.", doubtful.Lines().Last());
    }

    [Fact]
    public void A_bad_option_is_named() => Assert.Equal(
        "Epochs was 0; must be in [1, 100]; 2 is usual.",
        Assert.Throws<ArgumentException>(() => (s_small with { Epochs = 0 }).Checked()).Message);

    private static ProbeReport Probed(PlantedSignal signal, ProbeConfig config, int threads)
    {
        BarSeries bars = SyntheticBars.Generate(new SyntheticConfig { Days = 180, Seed = 21, Signal = signal }).Minutes;
        RunConfig run = RunConfig.Phase1;
        var market = PreparedMarket.Of(bars.SliceDays(0, 120), bars.SliceDays(120, 180), bars.SliceDays(120, 180), run, "probe");
        return SignalProbe.Run(market, run, config, threads);
    }
}
