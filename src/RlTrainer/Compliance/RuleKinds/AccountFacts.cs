using RlTrainer.Values;

namespace RlTrainer.Compliance;

/// <summary>What an account rule may look at.</summary>
/// <param name="Count">What this rule has counted of the account so far.</param>
/// <param name="BalanceCents">Closed balance, US cents.</param>
/// <param name="DayProfitCents">Closed profit of the running trading day, US cents.</param>
/// <param name="Trades">Trades that were closed.</param>
/// <param name="TradedDays">Trading days with an entry, the running one included.</param>
/// <param name="IdleDays">Calendar days since the last trading day with an entry, or since the account's first day.</param>
public readonly record struct AccountFacts(long Count, long BalanceCents, long DayProfitCents, int Trades, int TradedDays,
    int IdleDays)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
