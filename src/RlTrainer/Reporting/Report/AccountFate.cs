namespace RlTrainer.Reporting;

/// <summary>How an account's life ended, in the order the report tells it.</summary>
internal enum AccountFate
{
    /// <summary>Every condition of passing held at one moment.</summary>
    Passed,

    /// <summary>A drawdown or a day limit was breached.</summary>
    Breached,

    /// <summary>What was left to the threshold allowed no contract for a whole day.</summary>
    OutOfRoom,

    /// <summary>The programme's time limit was over.</summary>
    OutOfTime,

    /// <summary>An account rule closed it.</summary>
    ClosedByRule,

    /// <summary>It was alive when the data ended.</summary>
    Open,
}
