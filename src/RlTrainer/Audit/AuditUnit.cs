namespace RlTrainer.Audit;

/// <summary>What the numbers of an audit line count.</summary>
public enum AuditUnit
{
    /// <summary>US cents, written as dollars.</summary>
    Money,

    /// <summary>Ticks.</summary>
    Price,

    /// <summary>Contracts.</summary>
    Contracts,

    /// <summary>Seconds of the New York wall clock since 1970-01-01T00:00, written as a clock time; margins in minutes.</summary>
    Time,
}
