namespace RlTrainer.Environments;

/// <summary>The terms a reward is the sum of, in the order of every breakdown.</summary>
public enum RewardTerm
{
    /// <summary>Differential Sharpe ratio of the bar's return.</summary>
    RiskAdjustedReturn,

    /// <summary>Change of the progress to the target.</summary>
    TargetProgress,

    /// <summary>Change of the distance below the peak.</summary>
    DrawdownAvoidance,

    /// <summary>R multiple at an exit.</summary>
    TradeQuality,

    /// <summary>Change of equity, as a share.</summary>
    Growth,

    /// <summary>Penalty for entries that favour one side.</summary>
    SideBalance,

    /// <summary>Penalty for positions held too long.</summary>
    HoldingTime,

    /// <summary>Bonus for moving the stop to break-even.</summary>
    BreakEven,

    /// <summary>Bonus for tightening the stop.</summary>
    Tighten,

    /// <summary>Bonus for extending the target.</summary>
    Extend,

    /// <summary>Bonus for profit locked in by a partial exit.</summary>
    Partial,

    /// <summary>Plain change of equity; off by default.</summary>
    PlainPnl,
}
