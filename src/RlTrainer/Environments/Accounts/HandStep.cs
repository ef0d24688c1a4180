using RlTrainer.Values;

namespace RlTrainer.Environments;

/// <summary>One step of a <see cref="HandPlay"/>: what was legal, what was done, what it paid, how the account stands.</summary>
/// <param name="Bar">The bar at whose close the action was decided.</param>
/// <param name="Action">The action.</param>
/// <param name="Legal">[actions] what the mask allowed, in the order of the action set.</param>
/// <param name="Reward">The reward of the step.</param>
/// <param name="Terms">What each of the reward's terms paid, by name, in their order.</param>
/// <param name="After">The account at the close of the next bar.</param>
public sealed record HandStep(
    int Bar, TradeAction Action, IReadOnlyList<bool> Legal, float Reward, IReadOnlyList<KeyValuePair<string, float>> Terms,
    AccountSnapshot After)
{
    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
