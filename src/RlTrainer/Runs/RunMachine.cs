using RlTrainer.Learning;

namespace RlTrainer.Runs;

/// <summary>What a run computes with; it decides no bit of the result.</summary>
/// <param name="Engine">Makes the engine.</param>
internal sealed record RunMachine(EngineMaker Engine)
{
    /// <summary>Times the run.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Memory the run may take; null: what the machine has free.</summary>
    public long? AvailableBytes { get; init; }

    /// <summary>An engine that was named, or the processor's own.</summary>
    /// <param name="threads">Threads of the processor's own engine, 0 for all.</param>
    /// <param name="engine">Makes another engine; null: the processor's own.</param>
    /// <returns>With the system's clock and all memory that is free.</returns>
    public static RunMachine Of(int threads, EngineMaker? engine = null) =>
        new(engine ?? ((layout, network, seed) => new CpuEngine(layout, network, seed, threads)));
}
