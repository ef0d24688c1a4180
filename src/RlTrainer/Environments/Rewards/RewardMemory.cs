namespace RlTrainer.Environments;

/// <summary>What the reward remembers of the account within an episode; what single terms remember lies beside it.</summary>
internal struct RewardMemory
{
    /// <summary>Equity at the last close, with the share of costs that a cost ramp forgives, US cents.</summary>
    public long EquityCents;

    /// <summary>Highest such equity, unrealised profit included, US cents.</summary>
    public long PeakCents;

    /// <summary>Costs forgiven so far, US cents.</summary>
    public long ForgivenCents;
}
