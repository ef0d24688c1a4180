namespace RlTrainer.Trading;

/// <summary>
/// How an account ended in its programme's words: the one list for walk, audit, rejudging, resampling and report.
/// </summary>
public enum AccountOutcome
{
    /// <summary>Neither passed nor ended: the account is alive.</summary>
    Undecided = 0,

    /// <summary>The target was reached while flat with every other condition of the programme met.</summary>
    Passed = 1,

    /// <summary>A limit that ends the account was reached: the drawdown threshold or a hard daily limit.</summary>
    Breached = 2,

    /// <summary>The time limit was over before every condition was met.</summary>
    TimedOut = 3,

    /// <summary>The programme closed the account by another rule, e.g. for inactivity.</summary>
    Closed = 4,
}
