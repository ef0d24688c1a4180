using RlTrainer.Environments;

namespace RlTrainer.Policies;

/// <summary>Anything that chooses actions: a trained network, a baseline, a yardstick, an exploiter.</summary>
public interface IPolicy
{
    /// <summary>The policy in words, for tables and reports.</summary>
    string Name { get; }

    /// <summary>[n] observations and [n, actions] masks → [n] legal actions. Looks at nothing after the observations' bars.</summary>
    void Act(Observations observations, ReadOnlySpan<byte> masks, Span<int> actions);
}
