namespace RlTrainer.Environments;

/// <summary>Entry adjustments as reports print them.</summary>
internal static class EntryAdjustmentWords
{
    /// <summary>An entry whose distances could not come from the ATR.</summary>
    public const string AtrFallback = "stop and target from 1 % of the price: the ATR was zero, NaN or infinite";

    /// <summary>The reason in words.</summary>
    public static string InWords(this EntryAdjustment adjustment) => adjustment switch
    {
        EntryAdjustment.SmallerForThreshold => "fewer contracts: distance to the threshold",
        EntryAdjustment.SmallerForDailyLimit => "fewer contracts: remaining day limit",
        EntryAdjustment.SmallerForContractLimit => "fewer contracts: contract limit",
        EntryAdjustment.MaskedForThreshold => "masked: distance to the threshold",
        EntryAdjustment.MaskedForDailyLimit => "masked: remaining day limit",
        EntryAdjustment.MaskedForPause => "masked: daily limit reached",
        EntryAdjustment.MaskedForPacing => "masked: pacing limit",
        EntryAdjustment.MaskedForRule => "masked: an account rule",
        EntryAdjustment.CancelledForClock => "cancelled: the next bar came too late",
        EntryAdjustment.AdjustedForReset => "cancelled or fewer contracts: daily reset before the fill",
        EntryAdjustment.MaskedForSlippage => "masked: stop distance not larger than the slippage",
        EntryAdjustment.MicrosForThreshold => "micros: distance to the threshold",
        EntryAdjustment.MicrosForDailyLimit => "micros: remaining day limit",
        _ => "none",
    };
}
