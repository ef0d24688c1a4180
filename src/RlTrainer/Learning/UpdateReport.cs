using RlTrainer.Values;

namespace RlTrainer.Learning;

/// <summary>What one update did. All but <see cref="Timing"/> is the same for the same seed, on any number of threads.</summary>
/// <param name="Update">Number of the update, from 1.</param>
/// <param name="Steps">Environment steps so far.</param>
/// <param name="Learning">Losses and the like.</param>
/// <param name="Episodes">Episodes that ended in this rollout.</param>
/// <param name="Terminated">Of them, those that ended in a final state.</param>
/// <param name="EpisodeReward">Their mean reward, as the environment paid it; NaN without episodes.</param>
/// <param name="EpisodeLength">Their mean length in steps; NaN without episodes.</param>
/// <param name="ActionShares">[actions] share of each action among the decisions; 0 without decisions.</param>
/// <param name="DecisionShare">Share of steps with two or more legal actions.</param>
/// <param name="StepReward">Mean reward of a step, as the environment paid it.</param>
/// <param name="RewardsClipped">Rewards that the scale's limit cut for the learner.</param>
/// <param name="Timing">Wall times, apart from all that repeats.</param>
public sealed record UpdateReport(
    long Update, long Steps, LearnStatistics Learning, int Episodes, int Terminated, double EpisodeReward, double EpisodeLength,
    IReadOnlyList<double> ActionShares, double DecisionShare, double StepReward, int RewardsClipped, UpdateTiming Timing)
{
    /// <summary>Bars that this update walked, over all environments: its steps, or more where a step is a decision.</summary>
    public long Bars { get; init; }

    /// <summary>Mean KL to the policy the run started from after the update, over the states both can decide, nats; NaN
    /// without such a policy.</summary>
    public double AnchorKl { get; init; } = double.NaN;

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
