namespace RlTrainer.Numerics;

/// <summary>How the left operand lies in memory, as constants the compiler sees.</summary>
internal interface ILeftOperand
{
    /// <summary>Floats from one row of the tile to the next.</summary>
    static abstract int RowStride { get; }

    /// <summary>Floats from one step of the sum to the next.</summary>
    static abstract int StepStride { get; }

    /// <summary>So many steps ahead the operand is asked for early; 0 where the processor foresees it by itself.</summary>
    static abstract int PrefetchSteps { get; }
}

/// <summary>Rows of a panel: the sum runs along the columns (forward, and the gradient of inputs).</summary>
internal readonly struct AcrossColumns : ILeftOperand
{
    public static int RowStride => Panels.Width;

    public static int StepStride => 1;

    public static int PrefetchSteps => 0;
}

/// <summary>Columns of a panel: the sum runs down the rows (the gradient of weights).</summary>
internal readonly struct DownRows : ILeftOperand
{
    public static int RowStride => 1;

    public static int StepStride => Panels.Width;

    public static int PrefetchSteps => 96;
}
