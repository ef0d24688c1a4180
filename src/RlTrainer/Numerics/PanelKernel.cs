using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace RlTrainer.Numerics;

/// <summary>
/// The microkernel: a tile of up to 8 rows × 2 registers of C = A·B, all sums in registers. Never inlined: a profile makes the
/// compiler copy a tile into its caller, where the sums spill to memory and an update takes twice as long.
/// </summary>
internal static unsafe class PanelKernel<TLanes>
    where TLanes : unmanaged, ILanes<TLanes>
{
    /// <summary>Columns of one tile.</summary>
    public static int Columns => 2 * TLanes.Count;

    /// <summary>
    /// C[rows, 2 registers] = Σ over steps of A[row, step] · B[step, columns]. A is cut in runs (the panels the sum crosses);
    /// B advances one panel row a step. Every element is one sum in step order, so no split of the work changes a bit.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Tile<TRows, TLeft, TStore>(in PanelTile tile)
        where TRows : struct, ITileRows
        where TLeft : struct, ILeftOperand
        where TStore : struct, IPanelStore
    {
        float* a = tile.A, b = tile.B, c = tile.C, extra = tile.Extra;
        TLanes s00 = default, s01 = default, s10 = default, s11 = default, s20 = default, s21 = default, s30 = default,
            s31 = default;
        TLanes s40 = default, s41 = default, s50 = default, s51 = default, s60 = default, s61 = default, s70 = default,
            s71 = default;
        for (int left = tile.Steps; left > 0; left -= tile.RunLength, a += tile.RunStride)
        {
            float* x = a;
            for (int step = Math.Min(left, tile.RunLength); step > 0; step--, x += TLeft.StepStride(TLanes.PanelWidth),
                b += TLanes.PanelWidth)
            {
                if (TLeft.PrefetchSteps > 0 && Sse.IsSupported) Sse.Prefetch0(x + TLeft.PrefetchSteps * TLanes.PanelWidth);
                TLanes b0 = TLanes.Load(b), b1 = TLanes.Load(b + TLanes.Count);
                TLanes v = Row<TLeft>(x, 0); TLanes.Accumulate(ref s00, v, b0); TLanes.Accumulate(ref s01, v, b1);
                v = Row<TLeft>(x, 1); TLanes.Accumulate(ref s10, v, b0); TLanes.Accumulate(ref s11, v, b1);
                v = Row<TLeft>(x, 2); TLanes.Accumulate(ref s20, v, b0); TLanes.Accumulate(ref s21, v, b1);
                v = Row<TLeft>(x, 3); TLanes.Accumulate(ref s30, v, b0); TLanes.Accumulate(ref s31, v, b1);
                if (TRows.Count > 4)
                {
                    v = Row<TLeft>(x, 4); TLanes.Accumulate(ref s40, v, b0); TLanes.Accumulate(ref s41, v, b1);
                    v = Row<TLeft>(x, 5); TLanes.Accumulate(ref s50, v, b0); TLanes.Accumulate(ref s51, v, b1);
                }
                if (TRows.Count > 6)
                {
                    v = Row<TLeft>(x, 6); TLanes.Accumulate(ref s60, v, b0); TLanes.Accumulate(ref s61, v, b1);
                    v = Row<TLeft>(x, 7); TLanes.Accumulate(ref s70, v, b0); TLanes.Accumulate(ref s71, v, b1);
                }
            }
        }
        StoreRow<TStore>(c, s00, s01, extra, 0); StoreRow<TStore>(c, s10, s11, extra, 1);
        StoreRow<TStore>(c, s20, s21, extra, 2); StoreRow<TStore>(c, s30, s31, extra, 3);
        if (TRows.Count > 4) { StoreRow<TStore>(c, s40, s41, extra, 4); StoreRow<TStore>(c, s50, s51, extra, 5); }
        if (TRows.Count > 6) { StoreRow<TStore>(c, s60, s61, extra, 6); StoreRow<TStore>(c, s70, s71, extra, 7); }
    }

    /// <summary>The same for a panel whose columns fit one register, e.g. a head of three actions: 8 rows × 1 register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Strip<TLeft, TStore>(in PanelTile tile)
        where TLeft : struct, ILeftOperand
        where TStore : struct, IPanelStore
    {
        float* a = tile.A, b = tile.B, c = tile.C, extra = tile.Extra;
        TLanes s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default, s6 = default, s7 = default;
        for (int left = tile.Steps; left > 0; left -= tile.RunLength, a += tile.RunStride)
        {
            float* x = a;
            for (int step = Math.Min(left, tile.RunLength); step > 0; step--, x += TLeft.StepStride(TLanes.PanelWidth),
                b += TLanes.PanelWidth)
            {
                TLanes b0 = TLanes.Load(b);
                TLanes.Accumulate(ref s0, Row<TLeft>(x, 0), b0);
                TLanes.Accumulate(ref s1, Row<TLeft>(x, 1), b0);
                TLanes.Accumulate(ref s2, Row<TLeft>(x, 2), b0);
                TLanes.Accumulate(ref s3, Row<TLeft>(x, 3), b0);
                TLanes.Accumulate(ref s4, Row<TLeft>(x, 4), b0);
                TLanes.Accumulate(ref s5, Row<TLeft>(x, 5), b0);
                TLanes.Accumulate(ref s6, Row<TLeft>(x, 6), b0);
                TLanes.Accumulate(ref s7, Row<TLeft>(x, 7), b0);
            }
        }
        StoreLanes<TStore>(c, s0, extra, 0);
        StoreLanes<TStore>(c, s1, extra, 1);
        StoreLanes<TStore>(c, s2, extra, 2);
        StoreLanes<TStore>(c, s3, extra, 3);
        StoreLanes<TStore>(c, s4, extra, 4);
        StoreLanes<TStore>(c, s5, extra, 5);
        StoreLanes<TStore>(c, s6, extra, 6);
        StoreLanes<TStore>(c, s7, extra, 7);
    }

    /// <summary>A row's element of the left operand in every lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Row<TLeft>(float* x, int row)
        where TLeft : struct, ILeftOperand => TLanes.All(x[row * TLeft.RowStride(TLanes.PanelWidth)]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreLanes<TStore>(float* c, TLanes sum, float* extra, int row)
        where TStore : struct, IPanelStore =>
            TStore.Store(c + row * TLanes.PanelWidth, sum, extra + (TStore.HasRows ? row * TLanes.PanelWidth : 0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreRow<TStore>(float* c, TLanes first, TLanes second, float* extra, int row)
        where TStore : struct, IPanelStore
    {
        float* target = c + row * TLanes.PanelWidth, operand = extra + (TStore.HasRows ? row * TLanes.PanelWidth : 0);
        TStore.Store(target, first, operand);
        TStore.Store(target + TLanes.Count, second, operand + TLanes.Count);
    }
}
