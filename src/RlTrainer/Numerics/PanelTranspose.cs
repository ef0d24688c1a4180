using System.Runtime.CompilerServices;

namespace RlTrainer.Numerics;

/// <summary>Transposes the 32 columns of a few rows of a panel.</summary>
internal static unsafe class PanelTranspose
{
    /// <summary>source [rows, 32] → target [32, rows of 32]; rows is a multiple of <see cref="Panels.RowStep"/>, at most 32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Block(float* source, float* target, int rows)
    {
        for (int column = 0; column < Panels.Width; column++)
        {
            float* from = source + column, to = target + column * Panels.Width;
            for (int row = 0; row < rows; row += 4, from += 4 * Panels.Width, to += 4)
            {
                float a = from[0], b = from[Panels.Width], c = from[2 * Panels.Width], d = from[3 * Panels.Width];
                to[0] = a;
                to[1] = b;
                to[2] = c;
                to[3] = d;
            }
        }
    }
}
