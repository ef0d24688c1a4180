namespace RlTrainer.Numerics;

/// <summary>Rows of one microkernel tile, as a constant the compiler sees.</summary>
internal interface ITileRows
{
    /// <summary>4, 6 or 8: sums of 4 and 6 rows make up every multiple of 8.</summary>
    static abstract int Count { get; }
}

/// <summary>Four rows of two registers: the remainder under 6-row tiles, and code without vectors.</summary>
internal readonly struct FourRows : ITileRows
{
    public static int Count => 4;
}

/// <summary>Six rows of two registers: 12 sums in the 16 registers of AVX2 and of 128-bit code.</summary>
internal readonly struct SixRows : ITileRows
{
    public static int Count => 6;
}

/// <summary>Eight rows of two registers: 16 sums in the 32 registers of AVX-512 and of NEON.</summary>
internal readonly struct EightRows : ITileRows
{
    public static int Count => 8;
}
