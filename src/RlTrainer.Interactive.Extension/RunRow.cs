using RlTrainer.Runs;

namespace RlTrainer.Interactive.Extension;

/// <summary>A training run as a row of #!runs.</summary>
/// <param name="Run">Its name.</param>
/// <param name="State">finished, unfinished, running or unreadable.</param>
/// <param name="Symbol">The instrument, or – where the run cannot be read.</param>
/// <param name="Steps">Environment steps trained.</param>
/// <param name="BestReward">The best validation reward of an episode; null before the first evaluation.</param>
/// <param name="Fault">Why the run cannot be read, or nothing.</param>
internal sealed record RunRow(string Run, string State, string Symbol, long Steps, double? BestReward, string Fault)
{
    /// <summary>The row of a run.</summary>
    /// <param name="entry">The run as the catalogue has it.</param>
    /// <returns>The row.</returns>
    public static RunRow Of(RunEntry entry) => new(
        entry.Name, entry.Progress.ToString().ToLowerInvariant(), entry.Config?.Instrument ?? "–",
        entry.Summary?.Steps ?? entry.LastCheckpointSteps,
        entry.Summary is { Evaluations: > 0 } summary ? summary.BestReward : null, entry.Fault ?? string.Empty);
}
