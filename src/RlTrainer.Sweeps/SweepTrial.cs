using RlTrainer.Runs;

namespace RlTrainer.Sweeps;

/// <summary>One run of a sweep.</summary>
/// <param name="Index">Counts from 0 over the whole sweep; the index of a Slurm array or of a Kubernetes job.</param>
/// <param name="Variant">Which combination of settings, from 0; its seeds share it.</param>
/// <param name="Settings">The combination: KEY=VALUE each.</param>
/// <param name="Config">The whole configuration.</param>
public sealed record SweepTrial(int Index, int Variant, IReadOnlyList<string> Settings, RunConfig Config)
{
    /// <summary>The combination in one line.</summary>
    public string Words => Settings.Count == 0 ? "(the base run)" : string.Join(" ", Settings);
}
