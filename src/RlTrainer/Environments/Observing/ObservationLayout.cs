using RlTrainer.Values;

namespace RlTrainer.Environments;

/// <summary>
/// What one observation is made of: a window of rows of a shared feature table, oldest first (may be empty), then a dense
/// part of its own. Size = <see cref="WindowBars"/> × <see cref="TableFeatures"/> + <see cref="DenseCount"/>.
/// </summary>
/// <param name="WindowBars">Rows of the table in one observation; 0 without a table part.</param>
/// <param name="TableFeatures">Columns of the table; 0 without a table part.</param>
/// <param name="DenseCount">Numbers in the dense part, e.g. position and account features.</param>
public sealed record ObservationLayout(int WindowBars, int TableFeatures, int DenseCount)
{
    /// <summary>Numbers that come from the table.</summary>
    public int TableSize => WindowBars * TableFeatures;

    /// <summary>Numbers in one observation.</summary>
    public int Size => TableSize + DenseCount;

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
