using RlTrainer.Values;

namespace RlTrainer.Compliance;

/// <summary>Where a trailing threshold stops trailing.</summary>
/// <param name="TriggerCents">Once the peak is this high or higher,</param>
/// <param name="LevelCents">the threshold stands here for good.</param>
public sealed record DrawdownLock(long TriggerCents, long LevelCents)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
