namespace RlTrainer.Environments;

/// <summary>What belongs to the open trade besides its money; all zero while flat.</summary>
internal struct Ticket
{
    /// <summary>Balance before the entry's commission, US cents.</summary>
    public long BalanceBeforeCents;

    /// <summary>Commissions and slippage so far, US cents.</summary>
    public long CostCents;

    /// <summary>Sum over exits of price × contracts, ticks.</summary>
    public long ExitTickContracts;

    /// <summary>Price of the stop and of the target.</summary>
    public int StopTicks, TargetTicks;

    /// <summary>Distances at entry; the size at entry.</summary>
    public int InitialStopTicks, InitialTargetTicks, EntryContracts;

    /// <summary>Bar of the entry fill and its price, slippage included.</summary>
    public int EntryBar, EntryTicks;

    /// <summary>Maximum adverse and favourable excursion, ticks, at least 0.</summary>
    public int AdverseTicks, FavorableTicks;

    /// <summary>1 while the stop trails; the best side-signed close since it does.</summary>
    public int Trails, BestCloseSigned;

    /// <summary>How often the target was extended.</summary>
    public int Extensions;

    /// <summary>Side-signed stop price from which the next tightening is rewarded.</summary>
    public int RewardedStopSigned;
}
