namespace RlTrainer.Numerics;

/// <summary>
/// The storage of every matrix: panels of as many columns as a kernel's tile, each panel row after row,
/// [columns/width][rows][width]. A tile's output and its right operand are then contiguous, and nothing is
/// repacked between layers. The width follows the vectors of the machine; no bit of any result follows it.
/// </summary>
/// <param name="Width">Columns in one panel: 8, 16 or 32.</param>
internal readonly record struct Panels(int Width)
{
    /// <summary>The widest panel of any machine.</summary>
    public const int WidestWidth = 32;

    /// <summary>Rows are stored in multiples of this, the height of the tallest tile.</summary>
    public const int RowStep = 8;

    /// <summary>Floats of γ and β of one panel.</summary>
    public int ScaleSize => 2 * Width;

    /// <summary>How many panels hold so many columns.</summary>
    public int Of(int columns) => (columns + Width - 1) / Width;

    /// <summary>Rows rounded up to whole tiles.</summary>
    public static int PaddedRows(int rows) => (rows + RowStep - 1) / RowStep * RowStep;

    /// <summary>
    /// Rows that a panel of activations occupies. One tile more than needed keeps the panels of a power-of-two batch out of
    /// the same cache sets.
    /// </summary>
    public static int ActivationRows(int rows) => PaddedRows(rows) + RowStep;
}
