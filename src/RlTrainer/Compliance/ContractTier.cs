using RlTrainer.Values;

namespace RlTrainer.Compliance;

/// <summary>More contracts from an end-of-day balance on.</summary>
/// <param name="EndOfDayBalanceAboveCents">Holds once an end-of-day balance was above this.</param>
/// <param name="Minis">Contracts allowed then, in mini equivalents.</param>
public sealed record ContractTier(long EndOfDayBalanceAboveCents, int Minis)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
