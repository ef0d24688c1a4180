using RlTrainer.Compliance;
using RlTrainer.Trading;
using RlTrainer.Values;

namespace RlTrainer.Environments;

/// <summary>One environment's account at the close of its current bar, for charts, notebooks and comparisons.</summary>
/// <param name="Bar">The current bar.</param>
/// <param name="StartBar">The bar at which the episode started.</param>
/// <param name="Account">Balance and position.</param>
/// <param name="Standing">What the rules remember.</param>
/// <param name="EquityCents">Equity at the bar's close, US cents.</param>
/// <param name="ThresholdCents">Equity at or below this breaches, US cents.</param>
/// <param name="DayPnlCents">Equity since the daily reset, US cents.</param>
/// <param name="StopTicks">Price of the stop; 0 while flat.</param>
/// <param name="TargetTicks">Price of the target; 0 while flat.</param>
/// <param name="EntryContracts">Contracts that an entry decided now would have; 0: entries are masked.</param>
/// <param name="End">Whether the episode has ended.</param>
/// <param name="EntersMicros">Those contracts are micros.</param>
public readonly record struct AccountSnapshot(
    int Bar, int StartBar, Account Account, Standing Standing, long EquityCents, long ThresholdCents, long DayPnlCents,
    int StopTicks,
    int TargetTicks, int EntryContracts, EpisodeEnd End, bool EntersMicros = false)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
