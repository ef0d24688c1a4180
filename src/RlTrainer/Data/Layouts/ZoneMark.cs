using RlTrainer.Values;

namespace RlTrainer.Data;

/// <summary>A name of a zone behind a time, such as EST, US/Eastern or America/New_York.</summary>
/// <param name="Text">The name as it stands in the file.</param>
/// <param name="Zone">The zone it belongs to.</param>
/// <param name="OffsetSeconds">The offset it names, e.g. −18000 for EST; null where it names the whole zone.</param>
public sealed record ZoneMark(string Text, string Zone, int? OffsetSeconds)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
