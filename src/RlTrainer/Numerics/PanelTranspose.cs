using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RlTrainer.Numerics;

/// <summary>Transposes a few rows of a panel.</summary>
internal static unsafe class PanelTranspose
{
    private const int LineFloats = 16;

    /// <summary>source [rows, width] → target [width, rows of the width]; rows is a multiple of
    /// <see cref="Panels.RowStep"/>, at most the width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Block(float* source, float* target, int rows, int width)
    {
        if (Sse.IsSupported)
        {
            for (int row = 0; row < rows; row += 4)
                for (int column = 0; column < width; column += 4)
                    Four(source + row * width + column, target + column * width + row, width);
            return;
        }
        for (int column = 0; column < width; column++)
            for (int row = 0; row < rows; row++) target[column * width + row] = source[row * width + column];
    }

    /// <summary>Asks for a block's target early: it is written in a few
    /// hundred instructions, sooner than it comes from far away.</summary>
    public static void Fetch(float* target, int width)
    {
        if (!Sse.IsSupported) return;
        for (int at = 0; at < width * width; at += LineFloats) Sse.Prefetch0(target + at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(float* source, float* target, int width)
    {
        Vector128<float> a = Vector128.Load(source), b = Vector128.Load(source + width);
        Vector128<float> c = Vector128.Load(source + 2 * width), d = Vector128.Load(source + 3 * width);
        Vector128<float> lowAb = Sse.UnpackLow(a, b), lowCd = Sse.UnpackLow(c, d), highAb = Sse.UnpackHigh(a, b),
            highCd = Sse.UnpackHigh(c, d);
        Vector128.Store(Sse.MoveLowToHigh(lowAb, lowCd), target);
        Vector128.Store(Sse.MoveHighToLow(lowCd, lowAb), target + width);
        Vector128.Store(Sse.MoveLowToHigh(highAb, highCd), target + 2 * width);
        Vector128.Store(Sse.MoveHighToLow(highCd, highAb), target + 3 * width);
    }
}
