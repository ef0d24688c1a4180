using RlTrainer.Values;

namespace RlTrainer.Features;

/// <summary>A feature whose value at a bar changed when only later bars were changed.</summary>
/// <param name="Feature">The feature's name.</param>
/// <param name="Bar">The first bar whose value changed.</param>
/// <param name="ChangedAfterBar">Bars after this one were cut off or changed; it is at or after <paramref name="Bar"/>.</param>
/// <param name="How">"cut off" or "changed".</param>
public readonly record struct LookAhead(string Feature, int Bar, int ChangedAfterBar, string How)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
