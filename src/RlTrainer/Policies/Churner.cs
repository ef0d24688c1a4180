using RlTrainer.Environments;

namespace RlTrainer.Policies;

/// <summary>An exploiter: enters whenever it may, alternating sides,
/// and closes at the next bar where its actions allow it.</summary>
internal sealed class Churner(ActionSet actions) : IPolicy
{
    private readonly int _close = actions.IndexOf(TradeAction.Close);

    /// <inheritdoc/>
    public string Name => "churner";

    /// <inheritdoc/>
    public void Act(Observations observations, ReadOnlySpan<byte> masks, Span<int> actions)
    {
        for (int index = 0; index < observations.Count; index++)
        {
            ReadOnlySpan<byte> row = PolicyActions.Row(masks, observations, index);
            actions[index] = PolicyActions.MayEnter(row, observations, index) ? PolicyActions.EntryOfBar(observations, index)
                : _close >= 0 && row[_close] != 0 ? _close : PolicyActions.Hold;
        }
    }
}
