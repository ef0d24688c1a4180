namespace RlTrainer.Learning;

/// <summary>What a branch does with its position after the action that it follows.</summary>
public enum BranchManagement
{
    /// <summary>It holds to the stop, the target, a limit of the rules or flat time.</summary>
    Hold,

    /// <summary>It takes the policy's most likely action at every choice, as the deployed policy would.</summary>
    Greedy,
}
