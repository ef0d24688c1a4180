using RlTrainer.Environments;
using RlTrainer.Numerics;

namespace RlTrainer.Policies;

/// <summary>Takes a random legal action now and then, every one equally likely, and holds otherwise: plays whatever an
/// action set offers.</summary>
public sealed class RandomActions : IPolicy
{
    private readonly double _actShare;
    private Rng _stream;

    /// <summary>A seeded policy: the same seed gives the same actions on the same masks.</summary>
    /// <param name="seed">Seed of its stream.</param>
    /// <param name="actShare">Share of the decisions at which it acts, in [0, 1].</param>
    /// <exception cref="ArgumentException">The share is not a share.</exception>
    public RandomActions(ulong seed, double actShare = 0.03)
    {
        if (!(actShare >= 0 && actShare <= 1))
            throw new ArgumentException(
                $"The share of decisions with an action was {actShare}; expected a share in [0, 1] (0.03 is usual).");
        _actShare = actShare;
        _stream = Rng.Stream(seed, "random actions");
    }

    /// <inheritdoc/>
    public string Name => "random legal actions";

    /// <inheritdoc/>
    public void Act(Observations observations, ReadOnlySpan<byte> masks, Span<int> actions)
    {
        for (int index = 0; index < observations.Count; index++)
        {
            actions[index] = PolicyActions.Hold;
            ReadOnlySpan<byte> row = PolicyActions.Row(masks, observations, index);
            if (_stream.NextDouble() >= _actShare) continue;
            int legal = 0;
            foreach (byte mask in row[1..]) legal += mask;
            if (legal == 0) continue;
            int chosen = _stream.NextInt32(legal);
            for (int action = 1; action < row.Length; action++)
                if (row[action] != 0 && chosen-- == 0)
                    actions[index] = action;
        }
    }
}
