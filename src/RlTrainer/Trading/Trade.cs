using RlTrainer.Market;
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
/// <param name="IsMicro">It was made in the micro contract of the traded mini.</param>
public readonly record struct Trade(
    int AccountNumber, Side Side, int Contracts, int EntryBar, int ExitBar, int EntryPriceTicks, double ExitPriceTicks,
    int InitialStopTicks, int InitialTargetTicks, long NetCents, long CostCents, int AdverseTicks, int FavorableTicks,
    FillReason ExitReason, bool IsMicro = false)
{
    /// <summary>Net profit as a multiple of the risk taken: contracts × stop distance × tick value.</summary>
    /// <param name="tickValueCents">What one tick of one contract of the traded instrument is worth, US cents.</param>
    /// <returns>−1 for a loss of exactly the stop's distance without costs.</returns>
    public double RMultiple(int tickValueCents) => NetCents / RiskCents(tickValueCents);

    /// <summary>What its first stop risked before costs, US cents.</summary>
    internal double RiskCents(int tickValueCents) => (double)Contracts * InitialStopTicks
        * (IsMicro ? tickValueCents / Instrument.MicrosOfAMini : tickValueCents);

    /// <summary>Its size in contracts of the traded instrument: ten micros are one.</summary>
    internal double Size => IsMicro ? (double)Contracts / Instrument.MicrosOfAMini : Contracts;

    /// <summary>The same in whole contracts, a part of one counted as one.</summary>
    internal int WholeSize => (int)Math.Ceiling(Size);

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
