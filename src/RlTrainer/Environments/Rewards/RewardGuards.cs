namespace RlTrainer.Environments;

/// <summary>What keeps the reward's terms from being farmed. Each is on by default; switching one off shows what it is for.</summary>
public sealed record RewardGuards
{
    /// <summary>The drawdown term pays the change of the distance below the peak. Off: every bar pays for being far from the limit.</summary>
    public bool PaysDifferences { get; init; } = true;

    /// <summary>A tightened stop pays only for at least a quarter ATR since the last paid one. Off: every move pays
    /// 0.1 more, however small, as in systems whose policies learned to do little else.</summary>
    public bool NeedsRealTightening { get; init; } = true;

    /// <summary>A partial exit pays by the profit it locks in. Off: every partial exit pays as if 2 R were locked in.</summary>
    public bool PaysPartialByProfit { get; init; } = true;

    /// <summary>Entries beyond 80/20 on one side cost. Off: betting on one side all day costs nothing.</summary>
    public bool PenalizesOneSide { get; init; } = true;
}
