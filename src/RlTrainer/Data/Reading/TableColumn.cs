using RlTrainer.Values;

namespace RlTrainer.Data;

/// <summary>A column of a table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Scale">What a whole number is multiplied by; for times, seconds a unit.</param>
/// <param name="IsUtc">Times are instants, not readings of a clock that the file does not name.</param>
public sealed record TableColumn(string Name, TableColumnKind Kind, double Scale = 1.0, bool IsUtc = false)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
