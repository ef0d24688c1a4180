using RlTrainer.Environments;

namespace RlTrainer.Policies;

/// <summary>
/// A policy with many actions in an environment with only the first of them: the others count as illegal. So phase 2's policy
/// is judged on phase 1's task.
/// </summary>
internal sealed class FirstActionsOnly : IPolicy
{
    private readonly IPolicy _policy;
    private readonly int _actionCount;
    private byte[] _masks = [];

    /// <summary>Wraps a policy.</summary>
    /// <param name="policy">The policy with all actions.</param>
    /// <param name="actionCount">How many it has.</param>
    public FirstActionsOnly(IPolicy policy, int actionCount)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentOutOfRangeException.ThrowIfLessThan(actionCount, 1);
        (_policy, _actionCount) = (policy, actionCount);
    }

    /// <inheritdoc/>
    public string Name => $"{_policy.Name}, entries only";

    /// <inheritdoc/>
    public void Act(Observations observations, ReadOnlySpan<byte> masks, Span<int> actions)
    {
        int width = masks.Length / observations.Count, needed = observations.Count * _actionCount;
        if (_masks.Length < needed) _masks = new byte[needed];
        Array.Clear(_masks);
        for (int row = 0; row < observations.Count; row++)
            masks.Slice(row * width, width).CopyTo(_masks.AsSpan(row * _actionCount));
        _policy.Act(observations, _masks.AsSpan(0, needed), actions);
    }
}
