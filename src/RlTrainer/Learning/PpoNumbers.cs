using System.Text.Json.Serialization;
using RlTrainer.Numerics;

namespace RlTrainer.Learning;

/// <summary>PPO's part of a checkpoint.</summary>
/// <param name="Rewards">Moments of the discounted return.</param>
/// <param name="RunningReturns">[envs] discounted return so far of the episodes under way.</param>
/// <param name="ActionDraws">The stream that draws actions, four words.</param>
/// <param name="Shuffles">The stream that shuffles minibatches, four words.</param>
[method: JsonConstructor]
internal sealed record PpoNumbers(
    [property: JsonRequired] RunningMoments Rewards, [property: JsonRequired] IReadOnlyList<double> RunningReturns,
    [property: JsonRequired] IReadOnlyList<ulong> ActionDraws, [property: JsonRequired] IReadOnlyList<ulong> Shuffles);
