namespace RlTrainer.Environments;

/// <summary>What happens when the closed balance reaches the target and every other condition of passing is met.</summary>
public enum TargetOutcome
{
    /// <summary>The account has passed as soon as it is flat: the episode terminates. What is still open after a partial
    /// exit may yet take it below the target.</summary>
    Ends,

    /// <summary>The threshold rises to the target balance at least, and trading goes on.</summary>
    RaisesFloor,
}
