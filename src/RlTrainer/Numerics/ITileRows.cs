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
