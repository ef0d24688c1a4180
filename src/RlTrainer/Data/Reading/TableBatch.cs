namespace RlTrainer.Data;

/// <summary>Rows of a table, column by column.</summary>
/// <param name="Count">Rows in this batch.</param>
/// <param name="Values">[wanted] one array a wanted column: long, double or string by the column's kind.</param>
public sealed record TableBatch(int Count, IReadOnlyList<Array> Values);
