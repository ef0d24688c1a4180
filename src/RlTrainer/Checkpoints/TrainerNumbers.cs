using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Checkpoints;

/// <summary>The small numbers of a trainer's state, as they stand in
/// <c>trainer.json</c>; JSON keeps every bit of a double.</summary>
internal sealed record TrainerNumbers(
    long Updates, long Steps, long OptimizerSteps, IReadOnlyList<double> EpisodeRewards, IReadOnlyList<int> EpisodeLengths)
{
    /// <summary>The algorithm's name; null in a checkpoint of version 0.1, which has PPO's own numbers in this part.</summary>
    public string? Algorithm { get; init; }

    /// <summary>The algorithm's version.</summary>
    public int AlgorithmVersion { get; init; } = 1;

    public static TrainerNumbers Of(TrainerState state) => new(
        state.Updates, state.Steps, state.Optimizer.StepCount, state.EpisodeRewards, state.EpisodeLengths)
    {
        Algorithm = state.Algorithm.Name,
        AlgorithmVersion = state.Algorithm.Version,
    };

    public TrainerState ToState(
        PolicyWeights weights, IReadOnlyList<WeightTensor> firstMoments, IReadOnlyList<WeightTensor> secondMoments,
        IReadOnlyList<RunningMoments> dense, byte[] environment, IReadOnlyDictionary<string, byte[]> algorithm) => new(
        Updates, Steps, weights, new OptimizerState(firstMoments, secondMoments, OptimizerSteps), dense,
        [.. EpisodeRewards], [.. EpisodeLengths], environment,
        new AlgorithmState(Algorithm ?? PpoConfig.Phase1.Name, AlgorithmVersion, algorithm));
}
