namespace RlTrainer.Audit;

/// <summary>What an audit line is about.</summary>
public enum AuditRule
{
    /// <summary>Commission of a fill.</summary>
    Commission,

    /// <summary>Slippage of a fill.</summary>
    Slippage,

    /// <summary>Price of an order at the open.</summary>
    OpenPrice,

    /// <summary>An exit that had to happen, where it had to happen.</summary>
    Exit,

    /// <summary>Position arithmetic: a fill that adds to, or closes more than, the position.</summary>
    Position,

    /// <summary>Number of contracts.</summary>
    ContractLimit,

    /// <summary>Nothing open after flat time, no entry that cannot be closed.</summary>
    FlatTime,

    /// <summary>Daily loss limit.</summary>
    DailyLoss,

    /// <summary>Trailing drawdown.</summary>
    Drawdown,

    /// <summary>An account that is over does not trade.</summary>
    AccountOver,

    /// <summary>A stop never moves away and never lies beyond the initial risk.</summary>
    StopMove,

    /// <summary>Equity, balance, threshold or day profit that the environment stated.</summary>
    Books,

    /// <summary>The profit target.</summary>
    Target,

    /// <summary>Passing: the target while flat with every other condition of the programme.</summary>
    Pass,

    /// <summary>The time limit.</summary>
    TimeLimit,

    /// <summary>An entry rule: a moment without entries.</summary>
    EntryRule,

    /// <summary>An account rule: holding time, inactivity, qualifying days, or one of the user's own.</summary>
    AccountRule,
}
