using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>One evaluation during training: the greedy policy on fixed episodes of two splits.</summary>
/// <param name="Steps">Environment steps trained so far.</param>
/// <param name="TrainReward">Mean episode reward on fixed episodes of the training days.</param>
/// <param name="ValidationReward">Mean episode reward on fixed
/// episodes of the validation days; it chooses the best model.</param>
/// <param name="TrainProfitUsd">Mean profit of those training episodes, US dollars.</param>
/// <param name="ValidationProfitUsd">Mean profit of those validation episodes, US dollars.</param>
/// <param name="ValidationHoldShare">Share of validation decisions that chose to hold; 1 is a policy that never trades.</param>
/// <param name="IsBest">The best so far by the schedule's rule.</param>
public sealed record EvaluationPoint(
    long Steps, double TrainReward, double ValidationReward, double TrainProfitUsd, double ValidationProfitUsd,
    double ValidationHoldShare, bool IsBest)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
