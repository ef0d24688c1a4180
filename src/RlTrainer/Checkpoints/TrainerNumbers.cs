using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Checkpoints;

/// <summary>The small numbers of a trainer's state, as they stand in <c>trainer.json</c>; JSON keeps every bit of a double.</summary>
internal sealed record TrainerNumbers(
    long Updates, long Steps, long OptimizerSteps, RunningMoments Rewards, IReadOnlyList<double> RunningReturns,
    IReadOnlyList<double> EpisodeRewards, IReadOnlyList<int> EpisodeLengths, IReadOnlyList<ulong> ActionDraws, IReadOnlyList<ulong> Shuffles)
{
    public static TrainerNumbers Of(TrainerState state) => new(
        state.Updates, state.Steps, state.Optimizer.StepCount, state.Rewards, state.RunningReturns, state.EpisodeRewards,
        state.EpisodeLengths, Words(state.ActionDraws), Words(state.Shuffles));

    public TrainerState ToState(
        PolicyWeights weights, IReadOnlyList<WeightTensor> firstMoments, IReadOnlyList<WeightTensor> secondMoments,
        IReadOnlyList<RunningMoments> dense, byte[] environment) => new(
        Updates, Steps, weights, new OptimizerState(firstMoments, secondMoments, OptimizerSteps), dense, Rewards, [.. RunningReturns],
        [.. EpisodeRewards], [.. EpisodeLengths], Stream(ActionDraws), Stream(Shuffles), environment);

    private static ulong[] Words(Rng stream)
    {
        (ulong a, ulong b, ulong c, ulong d) = stream.State;
        return [a, b, c, d];
    }

    private static Rng Stream(IReadOnlyList<ulong> words) => words.Count == 4
        ? Rng.FromState((words[0], words[1], words[2], words[3]))
        : throw new InvalidDataException($"a random stream has {words.Count} words; expected 4");
}
