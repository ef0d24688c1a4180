using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RlTrainer.Numerics;

/// <summary>Transposes the 32 columns of a few rows of a panel.</summary>
internal static unsafe class PanelTranspose
{
    private const int LineFloats = 16;

    /// <summary>source [rows, 32] → target [32, rows of 32]; rows is a multiple of <see cref="Panels.RowStep"/>, at most 32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Block(float* source, float* target, int rows)
    {
        if (Sse.IsSupported)
        {
            for (int row = 0; row < rows; row += 4)
                for (int column = 0; column < Panels.Width; column += 4)
                    Four(source + row * Panels.Width + column, target + column * Panels.Width + row);
            return;
        }
        for (int column = 0; column < Panels.Width; column++)
            for (int row = 0; row < rows; row++) target[column * Panels.Width + row] = source[row * Panels.Width + column];
    }

    /// <summary>Asks for a block's target early: it is written in a few hundred instructions, sooner than it comes from far away.</summary>
    public static void Fetch(float* target)
    {
        if (!Sse.IsSupported) return;
        for (int at = 0; at < Panels.Width * Panels.Width; at += LineFloats) Sse.Prefetch0(target + at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(float* source, float* target)
    {
        Vector128<float> a = Vector128.Load(source), b = Vector128.Load(source + Panels.Width);
        Vector128<float> c = Vector128.Load(source + 2 * Panels.Width), d = Vector128.Load(source + 3 * Panels.Width);
        Vector128<float> lowAb = Sse.UnpackLow(a, b), lowCd = Sse.UnpackLow(c, d), highAb = Sse.UnpackHigh(a, b), highCd = Sse.UnpackHigh(c, d);
        Vector128.Store(Sse.MoveLowToHigh(lowAb, lowCd), target);
        Vector128.Store(Sse.MoveHighToLow(lowCd, lowAb), target + Panels.Width);
        Vector128.Store(Sse.MoveLowToHigh(highAb, highCd), target + 2 * Panels.Width);
        Vector128.Store(Sse.MoveHighToLow(highCd, highAb), target + 3 * Panels.Width);
    }
}
