namespace RlTrainer.Environments;

/// <summary>What happens when the closed balance reaches the target.</summary>
public enum TargetOutcome
{
    /// <summary>The account has passed: the episode terminates.</summary>
    Ends,

    /// <summary>The threshold rises to the target balance at least, and trading goes on.</summary>
    RaisesFloor,
}
