namespace RlTrainer.Data;

/// <summary>One text after its rows were read.</summary>
internal sealed record PartRead(FileHead Head, BarLayout Layout, FindingsLog Log, long RowsRead);
