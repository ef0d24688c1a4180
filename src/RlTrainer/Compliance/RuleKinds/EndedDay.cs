using RlTrainer.Values;

namespace RlTrainer.Compliance;

/// <summary>A trading day that has just ended, as account rules see it.</summary>
/// <param name="ProfitCents">Closed profit of the day, US cents.</param>
/// <param name="HasEntry">An entry was made on it.</param>
public readonly record struct EndedDay(long ProfitCents, bool HasEntry)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
