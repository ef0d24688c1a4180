namespace RlTrainer.Runs;

/// <summary>A policy on the fixed episodes of one split.</summary>
/// <param name="Reward">Mean episode reward.</param>
/// <param name="ProfitUsd">Mean profit of an episode after costs, US dollars.</param>
/// <param name="HoldShare">Share of decisions that chose to hold.</param>
internal readonly record struct SplitResult(double Reward, double ProfitUsd, double HoldShare);
