namespace RlTrainer.Benchmarks;

/// <summary>One finished training of an ablation, a line of its results file.</summary>
/// <param name="Arm">The arm's name.</param>
/// <param name="Seed">The run's seed.</param>
/// <param name="Steps">Environment steps asked for.</param>
/// <param name="ShareOfOracle">Greedy profit of the best model on held-out days over the oracle's.</param>
/// <param name="ProfitUsd">That profit, US dollars.</param>
/// <param name="BestSteps">Steps of the best model.</param>
/// <param name="TrainSeconds">Wall time of the training, on one thread.</param>
internal sealed record AblationResult(
    string Arm, ulong Seed, long Steps, double ShareOfOracle, double ProfitUsd, long BestSteps, double TrainSeconds);
