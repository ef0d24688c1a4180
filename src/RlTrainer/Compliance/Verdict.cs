namespace RlTrainer.Compliance;

/// <summary>What the rules say about an account after a bar. A breach is an outcome of the account, not a defect.</summary>
public enum Verdict
{
    /// <summary>Nothing was reached.</summary>
    Within = 0,

    /// <summary>Equity reached the drawdown threshold: the account is over.</summary>
    DrawdownBreach = 1,

    /// <summary>A hard daily loss limit was reached: the account is over.</summary>
    DailyBreach = 2,

    /// <summary>The account passed: <see cref="PassConditions"/> held.</summary>
    Passed = 3,

    /// <summary>An account rule of the programme closed the account at the end of a day.</summary>
    Closed = 4,
}
