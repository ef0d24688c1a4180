using RlTrainer.Environments;

namespace RlTrainer.Policies;

/// <summary>Anything that chooses actions: a trained network, a baseline, a yardstick, an exploiter.</summary>
public interface IPolicy
{
    /// <summary>The policy in words, for tables and reports.</summary>
    string Name { get; }

    /// <summary>[n] observations and [n, actions] masks → [n] legal
    /// actions. Looks at nothing after the observations' bars.</summary>
    /// <param name="observations">[n] bar indices and dense parts, before any normalisation of the dense part.</param>
    /// <param name="masks">[n, actions] 1 where legal now, else 0; at least one a row.</param>
    /// <param name="actions">[n] the caller's memory, overwritten; each in [0, actions).</param>
    void Act(Observations observations, ReadOnlySpan<byte> masks, Span<int> actions);
}
