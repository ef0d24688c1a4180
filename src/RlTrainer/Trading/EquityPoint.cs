using RlTrainer.Values;

namespace RlTrainer.Trading;

/// <summary>The account at the end of one processed bar.</summary>
/// <param name="AccountNumber">Which account, from 1.</param>
/// <param name="BarIndex">The bar.</param>
/// <param name="EquityCents">Start + realised + unrealised − costs, marked to the bar's close.</param>
/// <param name="LowestEquityCents">The lowest equity inside the bar, by the fill model's order of prices.</param>
/// <param name="HighestEquityCents">The highest equity inside the bar, likewise.</param>
/// <param name="BalanceCents">Start + realised − costs.</param>
/// <param name="ThresholdCents">The drawdown threshold after the bar.</param>
/// <param name="DayPnlCents">Realised + unrealised − costs since the daily reset.</param>
/// <param name="Side">Position after the bar.</param>
/// <param name="Contracts">Size of the position after the bar.</param>
/// <param name="StopTicks">Price of the stop after the bar; 0 while flat.</param>
/// <param name="TargetTicks">Price of the target after the bar; 0 while flat.</param>
public readonly record struct EquityPoint(
    int AccountNumber, int BarIndex, long EquityCents, long LowestEquityCents, long HighestEquityCents, long BalanceCents,
    long ThresholdCents, long DayPnlCents, Side Side, int Contracts, int StopTicks, int TargetTicks)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
