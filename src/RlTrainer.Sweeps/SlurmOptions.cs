namespace RlTrainer.Sweeps;

/// <summary>What a sweep asks Slurm for.</summary>
public sealed record SlurmOptions
{
    /// <summary>Cores of one trial, at least 1.</summary>
    public int Cpus { get; init; } = 1;

    /// <summary>Trials at the same time; 0 for as many as there is room.</summary>
    public int Parallel { get; init; }

    /// <summary>The partition; null for the cluster's default.</summary>
    public string? Partition { get; init; }

    /// <summary>Time limit of a trial as Slurm writes it, e.g. 02:00:00; null for the partition's.</summary>
    public string? Time { get; init; }

    /// <summary>Memory of a trial as Slurm writes it, e.g. 2G; null for the partition's.</summary>
    public string? Memory { get; init; }
}
