namespace RlTrainer.Environments;

/// <summary>Why an entry was made smaller or refused.</summary>
public enum EntryAdjustment
{
    /// <summary>It was not.</summary>
    None = 0,

    /// <summary>Fewer contracts: a stop-out would pass the drawdown threshold.</summary>
    SmallerForThreshold,

    /// <summary>Fewer contracts: a stop-out would pass the daily limit.</summary>
    SmallerForDailyLimit,

    /// <summary>Fewer contracts: the rules allow no more.</summary>
    SmallerForContractLimit,

    /// <summary>Masked: not one contract's risk fits above the drawdown threshold.</summary>
    MaskedForThreshold,

    /// <summary>Masked: not one contract's risk fits above the daily limit.</summary>
    MaskedForDailyLimit,

    /// <summary>Masked: the daily limit was reached and entries pause.</summary>
    MaskedForPause,

    /// <summary>Masked by a pacing limit.</summary>
    MaskedForPacing,

    /// <summary>Masked by an account rule of the programme.</summary>
    MaskedForRule,

    /// <summary>Cancelled at its fill: the next bar came too late for an entry.</summary>
    CancelledForClock,

    /// <summary>Cancelled or made smaller at its fill: a daily reset came between decision and fill.</summary>
    AdjustedForReset,

    /// <summary>Masked: the stop distance is not larger than the
    /// slippage, so that the stop would be reached at the fill.</summary>
    MaskedForSlippage,

    /// <summary>In micros: not one contract's risk fits above the drawdown threshold, and the configuration switches.</summary>
    MicrosForThreshold,

    /// <summary>In micros: not one contract's risk fits above the daily limit, and the configuration switches.</summary>
    MicrosForDailyLimit,
}
