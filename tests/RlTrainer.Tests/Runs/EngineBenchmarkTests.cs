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
        UpdateSpeed timing = EngineBenchmark.Updates(engine, 8, TimeSpan.FromSeconds(1), new HandClock(TimeSpan.FromSeconds(0.25)));
        Assert.Equal(4.0, timing.UpdatesPerSecond, 9);
        Assert.Equal(32.0, timing.SamplesPerSecond, 9);
        Assert.Equal(5, engine.Optimizer().StepCount);                 // and one before the clock
    }

    [Fact]
    public void A_step_costs_its_gathering_and_every_epoch()
    {
        var rollout = new RolloutSpeed("by hand", 80, SecondsPerStep: 10e-6, EvaluateShare: 0.5);
        var update = new UpdateSpeed("by hand", 512, UpdatesPerSecond: 200);
        // 10 µs + 10 epochs ÷ (200 × 512 samples/s) = 10 µs + 97.65625 µs.
        Assert.Equal(1.0 / 107.65625e-6, rollout.EndToEndStepsPerSecond(update, epochs: 10), 6);
    }

    [Fact]
    public void A_minibatch_of_nothing_is_refused()
    {
        using var engine = new ReferenceEngine(Layout, Network, seed: 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => EngineBenchmark.Updates(engine, 0, TimeSpan.Zero, TimeProvider.System));
    }

    /// <summary>Every reading is one tick of the hand later.</summary>
    private sealed class HandClock(TimeSpan hand) : TimeProvider
    {
        private long _reading = -1;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ++_reading * hand.Ticks;
    }
}
