using RlTrainer.Environments;

namespace RlTrainer.Policies;

/// <summary>Buys whenever the rules allow it and holds to stop, target or flat time: buy and hold within the rules.</summary>
public sealed class BuyAndHold : IPolicy
{
    /// <inheritdoc/>
    public string Name => "buy and hold within the rules";

    /// <inheritdoc/>
    public void Act(Observations observations, ReadOnlySpan<byte> masks, Span<int> actions)
    {
        for (int index = 0; index < observations.Count; index++)
            actions[index] = PolicyActions.MayEnter(PolicyActions.Row(masks, observations, index), observations, index) ? PolicyActions.Buy : PolicyActions.Hold;
    }
}
