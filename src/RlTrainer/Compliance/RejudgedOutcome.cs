namespace RlTrainer.Compliance;

/// <summary>How an account would have ended under a rule set.</summary>
public enum RejudgedOutcome
{
    /// <summary>Neither passed nor breached by the end of the trades.</summary>
    Undecided,

    /// <summary>The target was reached with every condition met.</summary>
    Passed,

    /// <summary>The drawdown threshold or a hard daily limit was reached.</summary>
    Breached,

    /// <summary>The time limit was over before the target was reached.</summary>
    TimedOut,
}
