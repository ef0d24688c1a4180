namespace RlTrainer.Numerics;

/// <summary>Rows of one microkernel tile, as a constant the compiler sees.</summary>
internal interface ITileRows
{
    /// <summary>2, 4, 6 or 8.</summary>
    static abstract int Count { get; }
}

/// <summary>Two rows: the remainder under 6-row tiles.</summary>
internal readonly struct TwoRows : ITileRows
{
    public static int Count => 2;
}

/// <summary>Four rows of two registers: fits 16 registers with room for plain and 128-bit code.</summary>
internal readonly struct FourRows : ITileRows
{
    public static int Count => 4;
}

/// <summary>Six rows of two registers: 12 sums in AVX2's 16 registers.</summary>
internal readonly struct SixRows : ITileRows
{
    public static int Count => 6;
}

/// <summary>Eight rows of two registers: 16 sums in AVX-512's 32 registers.</summary>
internal readonly struct EightRows : ITileRows
{
    public static int Count => 8;
}

/// <summary>How the left operand lies in memory, as constants the compiler sees.</summary>
internal interface ILeftOperand
{
    /// <summary>Floats from one row of the tile to the next.</summary>
    static abstract int RowStride { get; }

    /// <summary>Floats from one step of the sum to the next.</summary>
    static abstract int StepStride { get; }
}

/// <summary>Rows of a panel: the sum runs along the columns (forward, and the gradient of inputs).</summary>
internal readonly struct AcrossColumns : ILeftOperand
{
    public static int RowStride => Panels.Width;

    public static int StepStride => 1;
}

/// <summary>Columns of a panel: the sum runs down the rows (the gradient of weights).</summary>
internal readonly struct DownRows : ILeftOperand
{
    public static int RowStride => 1;

    public static int StepStride => Panels.Width;
}
