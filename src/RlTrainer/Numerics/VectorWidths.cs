using System.Runtime.Intrinsics;

namespace RlTrainer.Numerics;

/// <summary>Which vector widths this machine has.</summary>
public static class VectorWidths
{
    /// <summary>The widest one that runs in hardware.</summary>
    public static VectorWidth Best =>
        Vector512.IsHardwareAccelerated ? VectorWidth.Bits512
        : Vector256.IsHardwareAccelerated ? VectorWidth.Bits256
        : Vector128.IsHardwareAccelerated ? VectorWidth.Bits128
        : VectorWidth.Plain;

    /// <summary>Every width that runs in hardware, widest first; <see cref="VectorWidth.Plain"/> always does.</summary>
    public static IReadOnlyList<VectorWidth> Supported { get; } =
        [.. Enum.GetValues<VectorWidth>().Where(width => width <= Best).OrderDescending()];
}
