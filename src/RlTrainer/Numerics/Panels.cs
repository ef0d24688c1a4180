namespace RlTrainer.Numerics;

/// <summary>
/// The storage of every matrix: panels of 32 columns, each panel row after row, [columns/32][rows][32]. A kernel's output
/// tile and its right operand are then contiguous, and nothing is repacked between layers.
/// </summary>
internal static class Panels
{
    /// <summary>Columns in one panel.</summary>
    public const int Width = 32;

    /// <summary>Rows are stored in multiples of this, the height of the tallest tile.</summary>
    public const int RowStep = 8;

    /// <summary>How many panels hold so many columns.</summary>
    public static int Of(int columns) => (columns + Width - 1) / Width;

    /// <summary>Rows rounded up to whole tiles.</summary>
    public static int PaddedRows(int rows) => (rows + RowStep - 1) / RowStep * RowStep;

    /// <summary>
    /// Rows that a panel of activations occupies. One tile more than needed keeps the panels of a power-of-two batch out of
    /// the same cache sets.
    /// </summary>
    public static int ActivationRows(int rows) => PaddedRows(rows) + RowStep;
}
