using RlTrainer.Environments;

namespace RlTrainer.Policies;

/// <summary>Buys whenever the rules allow it and holds to stop, target or flat time, then buys again: always long, with the
/// costs of it.</summary>
public sealed class AlwaysLong : IPolicy
{
    /// <inheritdoc/>
    public string Name => "always long";

    /// <inheritdoc/>
    public void Act(Observations observations, ReadOnlySpan<byte> masks, Span<int> actions)
    {
        for (int index = 0; index < observations.Count; index++)
            actions[index] = PolicyActions.MayEnter(PolicyActions.Row(masks, observations, index), observations, index)
                ? PolicyActions.Buy : PolicyActions.Hold;
    }
}
