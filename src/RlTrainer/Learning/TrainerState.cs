using RlTrainer.Numerics;
using RlTrainer.Policies;
using RlTrainer.Values;

namespace RlTrainer.Learning;

/// <summary>Everything that decides what a trainer does next, between two updates.</summary>
/// <param name="Updates">Updates made.</param>
/// <param name="Steps">Environment steps made.</param>
/// <param name="Weights">The networks.</param>
/// <param name="Optimizer">Adam's state.</param>
/// <param name="Dense">[dense] moments of the dense observation part.</param>
/// <param name="EpisodeRewards">[envs] reward so far of the episodes under way.</param>
/// <param name="EpisodeLengths">[envs] steps so far of the episodes under way.</param>
/// <param name="Environment">What the environment saved: episodes under way and its streams.</param>
/// <param name="Algorithm">What the algorithm saved: its streams and moving statistics.</param>
public sealed record TrainerState(
    long Updates, long Steps, PolicyWeights Weights, OptimizerState Optimizer, IReadOnlyList<RunningMoments> Dense,
    double[] EpisodeRewards, int[] EpisodeLengths, byte[] Environment, AlgorithmState Algorithm)
{
    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
