namespace RlTrainer.Data;

/// <summary>One text or table after its rows were read.</summary>
/// <param name="Head">Its first lines; of a table empty.</param>
/// <param name="Found">Its layout with every fact and its evidence.</param>
/// <param name="Log">What was found.</param>
/// <param name="RowsRead">Rows, the header not counted.</param>
internal sealed record PartRead(FileHead Head, DetectedLayout Found, FindingsLog Log, long RowsRead)
{
    /// <summary>The layout.</summary>
    public BarLayout Layout => Found.Layout;
}
