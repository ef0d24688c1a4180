namespace RlTrainer.Compliance;

/// <summary>What the trailing drawdown's peak is the highest of.</summary>
public enum DrawdownBasis
{
    /// <summary>Equity at every moment, unrealised profit included.</summary>
    LiveEquity,

    /// <summary>The balance of closed trades.</summary>
    ClosedBalance,

    /// <summary>The balance at the end of each trading day.</summary>
    EndOfDay,
}
