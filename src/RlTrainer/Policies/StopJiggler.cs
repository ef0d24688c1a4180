using RlTrainer.Environments;

namespace RlTrainer.Policies;

/// <summary>An exploiter: enters whenever it may and moves its stop or target at every bar it can.</summary>
internal sealed class StopJiggler(ActionSet actions) : IPolicy
{
    private readonly int[] _moves =
    [
        .. new[] { TradeAction.TightenStop, TradeAction.ExtendTarget, TradeAction.MoveStopToBreakEven }.Select(actions.IndexOf)
            .Where(index => index >= 0),
    ];

    /// <inheritdoc/>
    public string Name => "stop-jiggler";

    /// <inheritdoc/>
    public void Act(Observations observations, ReadOnlySpan<byte> masks, Span<int> actions)
    {
        for (int index = 0; index < observations.Count; index++)
        {
            ReadOnlySpan<byte> row = PolicyActions.Row(masks, observations, index);
            actions[index] = PolicyActions.MayEnter(row, observations, index) ? PolicyActions.EntryOfBar(observations, index)
                : PolicyActions.Hold;
            foreach (int move in _moves)
                if (row[move] != 0)
                {
                    actions[index] = move;
                    break;
                }
        }
    }
}
