using RlTrainer.Evaluation;

namespace RlTrainer.Sweeps;

/// <summary>One combination of settings over its seeds.</summary>
/// <param name="Variant">Which combination.</param>
/// <param name="Settings">The combination in words.</param>
/// <param name="Seeds">How many seeds it has.</param>
/// <param name="Done">How many of them are finished.</param>
/// <param name="Reward">Best greedy validation reward over the seeds; null before the first is done.</param>
/// <param name="Profit">Profit on the validation days over the seeds, dollars; null before the first is done.</param>
/// <param name="Attempts">Attempts of all its trials together.</param>
public sealed record SweepRow(int Variant, string Settings, int Seeds, int Done, SeedSummary? Reward, SeedSummary? Profit,
    int Attempts)
{
    /// <summary>How many of its finished trials have an edge, all trials of the sweep counted.</summary>
    public int Edges { get; init; }
}
