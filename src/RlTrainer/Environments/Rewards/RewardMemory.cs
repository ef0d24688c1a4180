namespace RlTrainer.Environments;

/// <summary>What the reward's terms remember within an episode.</summary>
internal struct RewardMemory
{
    /// <summary>Running means of the return and its square.</summary>
    public double MeanReturn, MeanSquare;

    /// <summary>Running mean of the entries' sides.</summary>
    public double SideTilt;

    /// <summary>Equity at the last close, with the share of costs that a cost ramp forgives, US cents.</summary>
    public long EquityCents;

    /// <summary>Highest such equity, unrealised profit included, US cents.</summary>
    public long PeakCents;

    /// <summary>Costs forgiven so far, US cents.</summary>
    public long ForgivenCents;
}
