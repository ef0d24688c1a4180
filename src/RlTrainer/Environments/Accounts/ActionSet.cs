using RlTrainer.Values;

namespace RlTrainer.Environments;

/// <summary>Which actions a policy has, in the order of its outputs: data, not code.</summary>
/// <param name="Name">As written in configurations and checkpoints.</param>
/// <param name="Actions">[actions] what each output means; the first must be Hold, the next two Buy and Sell.</param>
public sealed record ActionSet(string Name, EquatableList<TradeAction> Actions)
{
    /// <summary>Phase 1: Hold, Buy, Sell; stop and target stay where the entry put them.</summary>
    public static ActionSet Phase1 { get; } = new("phase1", [TradeAction.Hold, TradeAction.Buy, TradeAction.Sell]);

    /// <summary>Phase 2's nine actions.</summary>
    public static ActionSet Phase2 { get; } = new("phase2",
    [
        TradeAction.Hold, TradeAction.Buy, TradeAction.Sell, TradeAction.Close, TradeAction.MoveStopToBreakEven,
        TradeAction.TightenStop, TradeAction.ExtendTarget, TradeAction.TrailStop, TradeAction.TakePartial,
    ]);

    /// <summary>The original code's nine: it could end trailing and had no partial exit.</summary>
    public static ActionSet OriginalNine { get; } = new("original-nine",
    [
        TradeAction.Hold, TradeAction.Buy, TradeAction.Sell, TradeAction.Close, TradeAction.MoveStopToBreakEven,
        TradeAction.TightenStop, TradeAction.ExtendTarget, TradeAction.TrailStop, TradeAction.TrailOff,
    ]);

    /// <summary>The original code's later six.</summary>
    public static ActionSet OriginalSix { get; } = new("original-six",
    [
        TradeAction.Hold, TradeAction.Buy, TradeAction.Sell, TradeAction.MoveStopToBreakEven, TradeAction.TrailStop,
        TradeAction.TrailOff,
    ]);

    /// <summary>The sets that come with the library.</summary>
    public static IReadOnlyList<ActionSet> All { get; } = [Phase1, Phase2, OriginalNine, OriginalSix];

    /// <summary>How many actions.</summary>
    public int Count => Actions.Count;

    /// <summary>The set of a name.</summary>
    /// <param name="name">As in <see cref="ActionSet.Name"/>; case matters.</param>
    /// <returns>One of <see cref="ActionSet.All"/>.</returns>
    /// <exception cref="ArgumentException">No such set: the message lists those there are.</exception>
    public static ActionSet Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(set => set.Name == name)
            ?? throw new ArgumentException(
                $"The action set was '{name}'; expected one of {string.Join(", ", All.Select(set => set.Name))}.");
    }

    /// <summary>The position of an action among the outputs; −1 if the set lacks it.</summary>
    /// <param name="action">Any action of any set.</param>
    /// <returns>In [0, actions), or −1.</returns>
    public int IndexOf(TradeAction action)
    {
        for (int index = 0; index < Actions.Count; index++)
            if (Actions[index] == action)
                return index;
        return -1;
    }

    internal IEnumerable<string> Faults()
    {
        if (Actions.Count < 3 || Actions[0] != TradeAction.Hold || Actions[1] != TradeAction.Buy
            || Actions[2] != TradeAction.Sell)
            yield return $"Actions was '{Name}' ({string.Join(", ", Actions)}); expected Hold, Buy and Sell first.";
        if (Actions.Distinct().Count() != Actions.Count)
            yield return $"Actions was '{Name}' ({string.Join(", ", Actions)}); expected each action once.";
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
