using RlTrainer.Values;

namespace RlTrainer.Compliance;

/// <summary>The trailing drawdown: equity at or below the threshold ends the account.</summary>
/// <param name="AmountCents">Distance of the threshold below the peak, US cents.</param>
/// <param name="Basis">What the peak is the highest of; the start balance is the first peak.</param>
/// <param name="Check">When equity is compared with the threshold.</param>
/// <param name="Lock">Where the threshold stops trailing; null: never.</param>
public sealed record DrawdownRule(
    long AmountCents, DrawdownBasis Basis = DrawdownBasis.LiveEquity, DrawdownCheck Check = DrawdownCheck.Live,
    DrawdownLock? Lock = null)
{
    /// <summary>The threshold that belongs to a peak, US cents.</summary>
    /// <param name="peakCents">The highest equity or balance so far, US cents.</param>
    /// <returns>US cents; the lock's level once the peak has reached its trigger.</returns>
    public long ThresholdCents(long peakCents) =>
        Lock is not null && peakCents >= Lock.TriggerCents ? Lock.LevelCents : peakCents - AmountCents;

    internal IEnumerable<string> Faults()
    {
        if (AmountCents <= 0) yield return $"Drawdown.AmountCents was {AmountCents}; expected more than 0 (250000 is usual).";
        if (Lock is not null && Lock.LevelCents < Lock.TriggerCents - AmountCents)
            yield return $"Drawdown.Lock.LevelCents was {Lock.LevelCents}, below the threshold {Lock.TriggerCents - AmountCents} "
                + $"at its trigger; a lock must not lower the threshold.";
        if (Lock is not null && Lock.LevelCents >= Lock.TriggerCents)
            yield return $"Drawdown.Lock.LevelCents was {Lock.LevelCents}, not below its trigger {Lock.TriggerCents}; the "
                + $"account would be breached by locking.";
    }

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
