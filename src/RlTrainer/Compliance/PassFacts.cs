namespace RlTrainer.Compliance;

/// <summary>What the pass conditions ask of an account at one moment.</summary>
/// <param name="BalanceCents">Closed balance, US cents.</param>
/// <param name="IsFlat">Nothing is open.</param>
/// <param name="TradedDays">Trading days with at least one entry, the running one included.</param>
/// <param name="BestDayCents">Profit of the best trading day so far, the running one included, US cents; at least 0.</param>
internal readonly record struct PassFacts(long BalanceCents, bool IsFlat, int TradedDays, long BestDayCents);
