namespace RlTrainer.Environments;

/// <summary>
/// Observations by reference: the table part as the index of the window's last (newest) row, the dense part by value.
/// </summary>
/// <param name="bars">[n] index of the newest table row of each observation; ignored without a table part.</param>
/// <param name="dense">[n, dense] the dense parts, row by row.</param>
public readonly ref struct Observations(Span<int> bars, Span<float> dense)
{
    /// <summary>[n] index of the newest table row; the window is rows bar − window + 1 to bar.</summary>
    public Span<int> Bars { get; } = bars;

    /// <summary>[n, dense] dense parts, row by row.</summary>
    public Span<float> Dense { get; } = dense;

    /// <summary>How many observations.</summary>
    public int Count => Bars.Length;
}
