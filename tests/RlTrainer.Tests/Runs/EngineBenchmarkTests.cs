using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Policies;
using RlTrainer.Runs;

namespace RlTrainer.Tests.Runs;

/// <summary>The arithmetic of the speed table, on a clock that a test moves by hand.</summary>
public sealed class EngineBenchmarkTests
{
    private static readonly ObservationLayout Layout = new(2, 3, 1);
    private static readonly NetworkShape Network = new(7, [4], 2);

    [Fact]
    public void Updates_are_counted_until_the_time_is_over()
    {
        using var engine = new ReferenceEngine(Layout, Network, seed: 1);
        // The clock reads 0, 0.25, 0.5, 0.75, 1 s …: four steps pass 1 s, which are 4 updates/s of 8 samples.
        UpdateSpeed timing =
            EngineBenchmark.Updates("by hand", engine, 8, TimeSpan.FromSeconds(1), new HandClock(TimeSpan.FromSeconds(0.25)));
        Assert.Equal(4.0, timing.UpdatesPerSecond, 9);
        Assert.Equal(32.0, timing.SamplesPerSecond, 9);
        Assert.Equal(5, engine.Optimizer().StepCount);                 // and one before the clock
        Assert.Null(timing.LaunchesPerUpdate);
    }

    [Fact]
    public void Operations_are_two_a_weight_and_pass_and_the_policy_learns_from_decisions_alone()
    {
        // 7-4-2 and 7-4-1: forward 2·(28 + 8) = 72 and 2·(28 + 4) = 64; a first layer is 2·28 = 56.
        Assert.Equal(3 * (72 + 64), EngineOperations.Evaluation(Network, 3));
        // 5 states through the value network: 3·64 − 56 = 136 each; 2 decisions through the policy network: 3·72 − 56 = 160 each.
        Assert.Equal(5 * 136 + 2 * 160, EngineOperations.Step(Network, 5, 2, stepped: true));
        Assert.Equal(5 * 64 + 2 * 72, EngineOperations.Step(Network, 5, 2, stepped: false));
    }

    [Fact]
    public void Shares_are_operations_over_time_over_peak()
    {
        // 3 GFLOP in 20 ms are 150 GFLOP/s, 60 % of 250; in 24 ms they are 125, 50 %.
        var work = new WorkSpeed("update", 1, 512, 3e9, 250, 200, 0.020, 0.024, 0);
        Assert.Equal(0.6, work.FastestShare, 9);
        Assert.Equal(0.5, work.MedianShare, 9);
        Assert.Equal(0.625, work.TypicalShare, 9);              // 125 of 200
        // 10 MFLOP a step at 15,000 steps/s are 150 GFLOP/s of 300.
        var whole = new EndToEndSpeed("cpu", 2, 80, "512 states", 15_000, 18_000, 0.1, 0.2, 0.7, 0.07, 10e6, 300, 200, null, 0);
        Assert.Equal(0.5, whole.MedianShare!.Value, 9);
        Assert.Equal(0.6, whole.FastestShare!.Value, 9);
        Assert.Equal(0.75, whole.TypicalShare!.Value, 9);
        Assert.Null((whole with { PeakGigaFlops = null }).MedianShare);
    }

    [Fact]
    public void A_minibatch_of_nothing_is_refused()
    {
        using var engine = new ReferenceEngine(Layout, Network, seed: 1);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => EngineBenchmark.Updates("by hand", engine, 0, TimeSpan.Zero, TimeProvider.System));
    }

    /// <summary>Every reading is one tick of the hand later.</summary>
    private sealed class HandClock(TimeSpan hand) : TimeProvider
    {
        private long _reading = -1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ++_reading * hand.Ticks;
    }
}
