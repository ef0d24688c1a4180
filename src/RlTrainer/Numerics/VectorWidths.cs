using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RlTrainer.Numerics;

/// <summary>Which vector widths this machine has.</summary>
internal static class VectorWidths
{
    /// <summary>The widest one that runs in hardware.</summary>
    public static VectorWidth Best =>
        Vector512.IsHardwareAccelerated ? VectorWidth.Bits512
        : Vector256.IsHardwareAccelerated && Fma.IsSupported ? VectorWidth.Bits256
        : Vector128.IsHardwareAccelerated ? VectorWidth.Bits128
        : VectorWidth.Plain;

    /// <summary>False where a multiply-add is put together from several
    /// instructions: the same numbers, many times slower.</summary>
    public static bool HasFusedMultiplyAdd => Best >= VectorWidth.Bits256 || (Best == VectorWidth.Bits128 && Lanes128.IsFused);

    /// <summary>Every width that runs in hardware, widest first; <see cref="VectorWidth.Plain"/> always does.</summary>
    public static IReadOnlyList<VectorWidth> Supported { get; } =
        [.. Enum.GetValues<VectorWidth>().Where(width => width <= Best).OrderDescending()];
}
