using RlTrainer.Values;

namespace RlTrainer.Trading;

/// <summary>Stop and target of a position, at its entry and whenever
/// one of them moves: the order log beside the fill log.</summary>
/// <param name="AccountNumber">Which account, from 1.</param>
/// <param name="BarIndex">The first bar in which they are in force.</param>
/// <param name="StopTicks">Price of the stop.</param>
/// <param name="TargetTicks">Price of the target.</param>
public readonly record struct ProtectionChange(int AccountNumber, int BarIndex, int StopTicks, int TargetTicks)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
