using RlTrainer.Values;

namespace RlTrainer.Data;

/// <summary>Rows of a table, column by column.</summary>
/// <param name="Count">Rows in this batch.</param>
/// <param name="Values">[wanted] one array a wanted column: long, double or string by the column's kind.</param>
public sealed record TableBatch(int Count, IReadOnlyList<Array> Values)
{
    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
