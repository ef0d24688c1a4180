using RlTrainer.Values;

namespace RlTrainer.Compliance;

/// <summary>The daily loss limit: profit since the daily reset at or below minus the limit closes the position.</summary>
/// <param name="AmountCents">The limit, US cents, as a positive number.</param>
/// <param name="EndsAccount">Hard: reaching it ends the account. Soft (false): entries pause until the next reset.</param>
/// <param name="IncludesOpen">Open profit and loss count; otherwise closed trades only.</param>
public sealed record DailyLossRule(long AmountCents, bool EndsAccount = false, bool IncludesOpen = true)
{
    internal IEnumerable<string> Faults()
    {
        if (AmountCents <= 0)
            yield return $"DailyLoss.AmountCents was {AmountCents}; expected more than 0 (100000 is usual), or no daily rule "
                + $"at all.";
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
