using NodaTime;
using RlTrainer.Values;

namespace RlTrainer.Evaluation;

/// <summary>One trading day of a funded account; money in US cents.</summary>
/// <param name="Date">The trading day.</param>
/// <param name="ProfitCents">Its profit.</param>
/// <param name="BalanceCents">Balance at its end, after a payout.</param>
/// <param name="ThresholdCents">The drawdown threshold at its end, after a payout.</param>
/// <param name="TradingDays">Trading days with an entry since the last payout, before a payout of this day.</param>
/// <param name="QualifyingDays">Of them, days with enough profit.</param>
/// <param name="PayoutCents">What was paid out at its end; 0: nothing.</param>
/// <param name="TraderCents">Of that, what the trader got.</param>
/// <param name="IsLost">The account was breached on this day, or closed.</param>
public sealed record FundedDay(
    LocalDate Date, long ProfitCents, long BalanceCents, long ThresholdCents, int TradingDays, int QualifyingDays,
        long PayoutCents,
    long TraderCents, bool IsLost)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
