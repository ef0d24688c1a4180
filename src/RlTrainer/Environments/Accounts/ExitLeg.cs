using RlTrainer.Trading;

namespace RlTrainer.Environments;

/// <summary>Contracts that leave at one price.</summary>
/// <param name="UtcSeconds">Time of the fill, seconds since 1970 UTC.</param>
/// <param name="MarketTicks">The market's price before slippage, ticks.</param>
/// <param name="SlippageTicks">How much worse the fill is, ticks, at least 0.</param>
/// <param name="Contracts">How many leave.</param>
/// <param name="Reason">Why.</param>
internal readonly record struct ExitLeg(long UtcSeconds, int MarketTicks, int SlippageTicks, int Contracts, FillReason Reason);
