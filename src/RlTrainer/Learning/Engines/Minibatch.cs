using RlTrainer.Environments;

namespace RlTrainer.Learning;

/// <summary>
/// One minibatch of a rollout, gathered by the learner, by reference. With <see cref="Actions"/> it knows the action taken in
/// every state; without, the advantage of every legal action.
/// </summary>
/// <param name="observations">[n] observations by reference.</param>
/// <param name="masks">[n, actions] 1 where the action was legal.</param>
/// <param name="logProbabilities">[n] log-probabilities of the actions when they were taken; without actions [n, actions] of
/// the policy that collected the states, read where legal.</param>
/// <param name="advantages">[n] advantages, already normalised over the states with two or more legal actions; without actions
/// [n, actions], read where legal.</param>
/// <param name="returns">[n] targets of the value network.</param>
/// <param name="oldValues">[n] values when the states were collected (for value clipping).</param>
public readonly ref struct Minibatch(
    Observations observations, ReadOnlySpan<byte> masks, ReadOnlySpan<float> logProbabilities, ReadOnlySpan<float> advantages,
    ReadOnlySpan<float> returns, ReadOnlySpan<float> oldValues)
{
    /// <summary>Log-probabilities and advantages are those of every legal
    /// action, [n, actions], and there is no action taken.</summary>
    public bool HasAllActions => Actions.IsEmpty && !Returns.IsEmpty;

    /// <summary>[n] observations by reference.</summary>
    public Observations Observations { get; } = observations;

    /// <summary>[n, actions] 1 where the action was legal.</summary>
    public ReadOnlySpan<byte> Masks { get; } = masks;

    /// <summary>[n] actions taken; empty where the advantage of every legal action is known.</summary>
    public ReadOnlySpan<int> Actions { get; init; }

    /// <summary>[n] log-probabilities of the actions when they were
    /// taken; [n, actions] with <see cref="HasAllActions"/>.</summary>
    public ReadOnlySpan<float> LogProbabilities { get; } = logProbabilities;

    /// <summary>[n] advantages, normalised over the states with two or more legal actions; [n, actions] as they are with
    /// <see cref="HasAllActions"/>.</summary>
    public ReadOnlySpan<float> Advantages { get; } = advantages;

    /// <summary>[n] targets of the value network.</summary>
    public ReadOnlySpan<float> Returns { get; } = returns;

    /// <summary>[n] values when the actions were taken.</summary>
    public ReadOnlySpan<float> OldValues { get; } = oldValues;

    /// <summary>How many samples.</summary>
    public int Count => Returns.Length;
}
