using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RlTrainer.Numerics;

/// <summary>
/// The microkernel of machines without a multiply-add: a tile of 4 rows × 4 columns of C = A·B. Sums stay in double
/// precision between steps and are rounded to single after each; the doubtful sums of <see cref="SoftwareMultiplyAdd"/>
/// are looked for on the way, and a block of steps that met one is done again with care.
/// </summary>
internal static unsafe class SoftwareKernel<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    /// <summary>Rows and columns of a tile.</summary>
    public const int Rows = 4, Columns = 4;

    private const int BlockSteps = 32;

    /// <summary>C[4, 4] = Σ over steps of A[row, step] · B[step, column],
    /// as <see cref="PanelKernel{TLanes}.Tile"/> has it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Tile<TLeft, TStore>(in PanelTile tile)
        where TLeft : struct, ILeftOperand
        where TStore : struct, IPanelStore
    {
        float* a = tile.A, b = tile.B, c = tile.C, extra = tile.Extra;
        double* sums = stackalloc double[Rows * Columns];
        new Span<double>(sums, Rows * Columns).Clear();
        for (int left = tile.Steps; left > 0; left -= tile.RunLength, a += tile.RunStride)
        {
            float* x = a;
            for (int run = Math.Min(left, tile.RunLength); run > 0; run -= BlockSteps)
            {
                int block = Math.Min(run, BlockSteps);
                if (Vector128.IsHardwareAccelerated) Block<TLeft>(x, b, block, sums);
                else CarefulBlock<TLeft>(x, b, block, sums);
                x += block * TLeft.StepStride(TLanes.PanelWidth);
                b += block * TLanes.PanelWidth;
            }
        }
        float* row = stackalloc float[Columns];
        for (int index = 0; index < Rows; index++, sums += Columns, c += TLanes.PanelWidth)
        {
            for (int column = 0; column < Columns; column++) row[column] = (float)sums[column];
            float* operand = extra + (TStore.HasRows ? index * TLanes.PanelWidth : 0);
            for (int at = 0; at < Columns; at += TLanes.Count) TStore.Store(c + at, TLanes.Load(row + at), operand + at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Block<TLeft>(float* x, float* b, int steps, double* sums)
        where TLeft : struct, ILeftOperand
    {
        Vector128<double> s00 = Vector128.Load(sums), s01 = Vector128.Load(sums + 2), s10 = Vector128.Load(sums + 4),
            s11 = Vector128.Load(sums + 6);
        Vector128<double> s20 = Vector128.Load(sums + 8), s21 = Vector128.Load(sums + 10), s30 = Vector128.Load(sums + 12),
            s31 = Vector128.Load(sums + 14);
        Vector128<int> doubt = default;
        float* left = x, right = b;
        for (int step = 0; step < steps; step++, left += TLeft.StepStride(TLanes.PanelWidth), right += TLanes.PanelWidth)
        {
            var floats = Vector128.Load(right);
            Vector128<double> b0 = Vector128.WidenLower(floats), b1 = Vector128.WidenUpper(floats);
            var v = Vector128.Create((double)left[0]);
            Add(ref s00, v, b0, ref doubt); Add(ref s01, v, b1, ref doubt);
            v = Vector128.Create((double)left[TLeft.RowStride(TLanes.PanelWidth)]);
            Add(ref s10, v, b0, ref doubt); Add(ref s11, v, b1, ref doubt);
            v = Vector128.Create((double)left[2 * TLeft.RowStride(TLanes.PanelWidth)]);
            Add(ref s20, v, b0, ref doubt); Add(ref s21, v, b1, ref doubt);
            v = Vector128.Create((double)left[3 * TLeft.RowStride(TLanes.PanelWidth)]);
            Add(ref s30, v, b0, ref doubt); Add(ref s31, v, b1, ref doubt);
        }
        if (doubt.ExtractMostSignificantBits() != 0)
        {
            CarefulBlock<TLeft>(x, b, steps, sums);
            return;
        }
        Vector128.Store(s00, sums); Vector128.Store(s01, sums + 2);
        Vector128.Store(s10, sums + 4); Vector128.Store(s11, sums + 6);
        Vector128.Store(s20, sums + 8); Vector128.Store(s21, sums + 10);
        Vector128.Store(s30, sums + 12); Vector128.Store(s31, sums + 14);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref Vector128<double> sum, Vector128<double> a, Vector128<double> b, ref Vector128<int> doubt)
    {
        Vector128<double> next = a * b + sum;
        doubt |= SoftwareMultiplyAdd.Doubtful(next);
        sum = SoftwareMultiplyAdd.Rounded(next);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void CarefulBlock<TLeft>(float* x, float* b, int steps, double* sums)
        where TLeft : struct, ILeftOperand
    {
        for (int row = 0; row < Rows; row++, sums += Columns)
        {
            float* left = x + row * TLeft.RowStride(TLanes.PanelWidth), right = b;
            double s0 = sums[0], s1 = sums[1], s2 = sums[2], s3 = sums[3];
            for (int step = 0; step < steps; step++, left += TLeft.StepStride(TLanes.PanelWidth), right += TLanes.PanelWidth)
            {
                double v = left[0];
                s0 = SoftwareMultiplyAdd.Rounded(v * right[0], s0);
                s1 = SoftwareMultiplyAdd.Rounded(v * right[1], s1);
                s2 = SoftwareMultiplyAdd.Rounded(v * right[2], s2);
                s3 = SoftwareMultiplyAdd.Rounded(v * right[3], s3);
            }
            (sums[0], sums[1], sums[2], sums[3]) = (s0, s1, s2, s3);
        }
    }
}
