using RlTrainer.Values;

namespace RlTrainer.Compliance;

/// <summary>A trade that has just been closed, as account rules see it.</summary>
/// <param name="NetCents">Profit after all costs, US cents.</param>
/// <param name="HeldSeconds">Seconds from its entry to its exit; on minute bars from minute to minute, so at least so
/// many.</param>
/// <param name="Contracts">Contracts at entry.</param>
public readonly record struct ClosedTrade(long NetCents, long HeldSeconds, int Contracts)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
