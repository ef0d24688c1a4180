namespace RlTrainer.Numerics;

/// <summary>How the left operand lies in memory, as constants the compiler sees.</summary>
internal interface ILeftOperand
{
    /// <summary>Floats from one row of the tile to the next, in panels of so many columns.</summary>
    static abstract int RowStride(int panelWidth);

    /// <summary>Floats from one step of the sum to the next, in panels of so many columns.</summary>
    static abstract int StepStride(int panelWidth);

    /// <summary>So many steps ahead the operand is asked for early; 0 where the processor foresees it by itself.</summary>
    static abstract int PrefetchSteps { get; }
}

/// <summary>Rows of a panel: the sum runs along the columns (forward, and the gradient of inputs).</summary>
internal readonly struct AcrossColumns : ILeftOperand
{
    public static int PrefetchSteps => 0;

    public static int RowStride(int panelWidth) => panelWidth;

    public static int StepStride(int panelWidth) => 1;
}

/// <summary>Columns of a panel: the sum runs down the rows (the gradient of weights).</summary>
internal readonly struct DownRows : ILeftOperand
{
    public static int PrefetchSteps => 96;

    public static int RowStride(int panelWidth) => 1;

    public static int StepStride(int panelWidth) => panelWidth;
}
