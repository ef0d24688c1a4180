using RlTrainer.Values;

namespace RlTrainer.Environments;

/// <summary>How far a managed branch follows its policy, and how long it lasts.</summary>
/// <param name="ManagedBars">The policy is asked for so many bars after the action, at least 1, and the branch holds from then
/// on; 0: it is asked to the end.</param>
/// <param name="LeastBars">The branch lasts at least so many bars: where it is flat before, the policy may enter again and pays
/// for it; 0: it ends at the first bar that is flat with a choice.</param>
public readonly record struct BranchReach(int ManagedBars, int LeastBars)
{
    /// <summary>The policy manages to the exit, where the branch ends.</summary>
    public static BranchReach ToTheExit => default;

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
