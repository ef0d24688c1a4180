using RlTrainer.Environments;

namespace RlTrainer.Policies;

/// <summary>An exploiter: enters whenever it may, takes partial exits as long as it may, then closes.</summary>
internal sealed class PartialFarmer(ActionSet actions) : IPolicy
{
    private readonly int _partial = actions.IndexOf(TradeAction.TakePartial), _close = actions.IndexOf(TradeAction.Close);

    /// <inheritdoc/>
    public string Name => "partial farmer";

    /// <inheritdoc/>
    public void Act(Observations observations, ReadOnlySpan<byte> masks, Span<int> actions)
    {
        for (int index = 0; index < observations.Count; index++)
        {
            ReadOnlySpan<byte> row = PolicyActions.Row(masks, observations, index);
            actions[index] = PolicyActions.MayEnter(row, observations, index) ? PolicyActions.EntryOfBar(observations, index)
                : _partial >= 0 && row[_partial] != 0 ? _partial
                : _close >= 0 && row[_close] != 0 ? _close : PolicyActions.Hold;
        }
    }
}
