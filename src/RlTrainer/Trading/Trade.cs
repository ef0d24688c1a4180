using RlTrainer.Values;

namespace RlTrainer.Trading;

/// <summary>One round trip, from flat to flat.</summary>
/// <param name="AccountNumber">The account it was made on, from 1.</param>
/// <param name="Side">Long or Short.</param>
/// <param name="Contracts">Contracts at entry.</param>
/// <param name="EntryBar">Bar of the entry fill.</param>
/// <param name="ExitBar">Bar of the last exit fill.</param>
/// <param name="EntryPriceTicks">Entry price, slippage included.</param>
/// <param name="ExitPriceTicks">Contract-weighted mean exit price, slippage included, ticks.</param>
/// <param name="InitialStopTicks">Distance from entry to the first stop, ticks.</param>
/// <param name="InitialTargetTicks">Distance from entry to the first target, ticks.</param>
/// <param name="NetCents">Profit after all costs, US cents.</param>
/// <param name="CostCents">Commissions and slippage of all legs, US cents.</param>
/// <param name="AdverseTicks">Maximum adverse excursion, ticks, at least 0.</param>
/// <param name="FavorableTicks">Maximum favourable excursion, ticks, at least 0.</param>
/// <param name="ExitReason">Why the last contract left.</param>
public readonly record struct Trade(
    int AccountNumber, Side Side, int Contracts, int EntryBar, int ExitBar, int EntryPriceTicks, double ExitPriceTicks,
    int InitialStopTicks, int InitialTargetTicks, long NetCents, long CostCents, int AdverseTicks, int FavorableTicks,
    FillReason ExitReason)
{
    /// <summary>Net profit as a multiple of the risk taken: contracts × stop distance × tick value.</summary>
    /// <param name="tickValueCents">What one tick of one contract is worth, US cents.</param>
    /// <returns>−1 for a loss of exactly the stop's distance without costs.</returns>
    public double RMultiple(int tickValueCents) => NetCents / ((double)Contracts * InitialStopTicks * tickValueCents);

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
