using RlTrainer.Values;

namespace RlTrainer.Data;

/// <summary>What can be read besides plain text, gzip and zip:
/// compressions, and files that hold columns instead of lines.</summary>
/// <param name="Compressions">Compressions by their first bytes.</param>
/// <param name="Tables">Column formats by their first bytes.</param>
public sealed record BarFormatSet(IReadOnlyList<IBarCompression> Compressions, IReadOnlyList<IBarTableFormat> Tables)
{
    /// <summary>Nothing besides text.</summary>
    public static BarFormatSet Text { get; } = new([], []);

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
