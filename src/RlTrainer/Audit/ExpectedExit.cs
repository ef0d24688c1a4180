using RlTrainer.Trading;

namespace RlTrainer.Audit;

/// <summary>An exit that the prices and the rules demand.</summary>
/// <param name="Reason">Why.</param>
/// <param name="MarketTicks">Price before slippage.</param>
/// <param name="UtcSeconds">Start of the bar or second that decides.</param>
internal sealed record ExpectedExit(FillReason Reason, int MarketTicks, long UtcSeconds);
