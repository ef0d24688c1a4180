using RlTrainer.Environments;
using RlTrainer.Trading;

namespace RlTrainer.Policies;

/// <summary>An exploiter: enters whenever it may, always on one side.</summary>
/// <param name="side">Long or Short.</param>
internal sealed class OneSided(Side side) : IPolicy
{
    /// <inheritdoc/>
    public string Name => side == Side.Long ? "one-sided, long" : "one-sided, short";

    /// <inheritdoc/>
    public void Act(Observations observations, ReadOnlySpan<byte> masks, Span<int> actions)
    {
        int entry = side == Side.Long ? PolicyActions.Buy : PolicyActions.Sell;
        for (int index = 0; index < observations.Count; index++)
            actions[index] = PolicyActions.MayEnter(PolicyActions.Row(masks, observations, index), observations, index) ? entry
                : PolicyActions.Hold;
    }
}
