using RlTrainer.Environments;

namespace RlTrainer.Policies;

/// <summary>Never trades: the baseline every other policy must beat after costs.</summary>
public sealed class AlwaysFlat : IPolicy
{
    /// <inheritdoc/>
    public string Name => "always flat";

    /// <inheritdoc/>
    public void Act(Observations observations, ReadOnlySpan<byte> masks, Span<int> actions) => actions.Clear();
}
