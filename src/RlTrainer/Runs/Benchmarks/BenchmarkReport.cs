namespace RlTrainer.Runs;

/// <summary>What a benchmark measured; lists that were not asked for are empty.</summary>
public sealed record BenchmarkReport
{
    /// <summary>Processors and vector width, in words.</summary>
    public required string Machine { get; init; }

    /// <summary>Measured only to show that everything runs.</summary>
    public bool IsQuick { get; init; }

    /// <summary>The peak, on one thread and on all asked for.</summary>
    public IReadOnlyList<PeakSpeed> Peaks { get; init; } = [];

    /// <summary>Updates and inference of the cpu engine beside the peak.</summary>
    public IReadOnlyList<WorkSpeed> Work { get; init; } = [];

    /// <summary>Whole updates of the cpu engine beside the peak.</summary>
    public IReadOnlyList<EndToEndSpeed> EndToEnd { get; init; } = [];

    /// <summary>Optimizer steps by backend and minibatch size.</summary>
    public IReadOnlyList<UpdateSpeed> BackendUpdates { get; init; } = [];

    /// <summary>Whole updates by backend and number of environments.</summary>
    public IReadOnlyList<EndToEndSpeed> BackendEndToEnd { get; init; } = [];

    /// <summary>The backends' engines in words, with the memory of their device after the largest minibatch.</summary>
    public IReadOnlyList<string> Engines { get; init; } = [];

    /// <summary>Backends that could not be measured here.</summary>
    public IReadOnlyList<AbsentBackend> Absent { get; init; } = [];
}
