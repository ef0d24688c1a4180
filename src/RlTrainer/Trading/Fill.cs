using RlTrainer.Values;

namespace RlTrainer.Trading;

/// <summary>One execution, as an exchange would report it. The fill log is the auditor's only view of what was traded.</summary>
/// <param name="AccountNumber">Counts from 1; a fresh account after a breach has the next number.</param>
/// <param name="BarIndex">The bar of the series in which it happened.</param>
/// <param name="UtcSeconds">Start of that bar, or of the second inside it that decided.</param>
/// <param name="Side">Long for a buy, Short for a sale.</param>
/// <param name="Contracts">How many, at least 1.</param>
/// <param name="PriceTicks">Price paid, slippage included, ticks.</param>
/// <param name="SlippageTicks">How much of the price is slippage, ticks; 0 for limit orders.</param>
/// <param name="CommissionCents">Commission of this leg, US cents.</param>
/// <param name="Reason">Why it happened.</param>
/// <param name="FeeCents">Exchange and platform fees of this leg, US cents; 0 where the commission holds them.</param>
/// <param name="IsMicro">It was in the micro contract of the traded mini.</param>
public readonly record struct Fill(
    int AccountNumber, int BarIndex, long UtcSeconds, Side Side, int Contracts, int PriceTicks, int SlippageTicks,
    long CommissionCents, FillReason Reason, long FeeCents = 0, bool IsMicro = false)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
