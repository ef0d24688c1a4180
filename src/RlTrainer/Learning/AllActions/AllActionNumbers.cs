using System.Text.Json.Serialization;

namespace RlTrainer.Learning;

/// <summary>The all-action algorithm's part of a checkpoint.</summary>
/// <param name="ActionDraws">The stream that draws actions, four words.</param>
/// <param name="Shuffles">The stream that shuffles minibatches, four words.</param>
[method: JsonConstructor]
internal sealed record AllActionNumbers(
    [property: JsonRequired] IReadOnlyList<ulong> ActionDraws, [property: JsonRequired] IReadOnlyList<ulong> Shuffles);
