using RlTrainer.Values;

namespace RlTrainer.Learning;

/// <summary>What an algorithm's update took and did.</summary>
/// <param name="Steps">Environment steps it took, over all environments; at least 1.</param>
/// <param name="Learning">Losses and the like.</param>
public readonly record struct AlgorithmUpdate(long Steps, LearnStatistics Learning)
{
    /// <summary>Rewards that a scale's limit cut for the learner.</summary>
    public int RewardsClipped { get; init; }

    /// <summary>Mean KL to the policy the run started from, nats; NaN where it is not measured.</summary>
    public double AnchorKl { get; init; } = double.NaN;

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
