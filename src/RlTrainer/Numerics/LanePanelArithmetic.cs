using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace RlTrainer.Numerics;

/// <summary>The one text of every layer operation, for a register type and the tile height that fills its registers.</summary>
internal sealed unsafe class LanePanelArithmetic<TLanes, TRows> : PanelArithmetic
    where TLanes : unmanaged, ILanes<TLanes>
    where TRows : struct, ITileRows
{
    private const int LineFloats = 16, FetchAhead = 512;

    public override void Forward(
        float* x, int inputs, float* weights, int weightRows, float* y, int outputs, int panelRows, int rows, bool rectify)
    {
        nint runStride = (nint)panelRows * Panels.Width;
        for (int panel = 0; panel < Panels.Of(outputs); panel++)
        {
            float* b = weights + (nint)panel * (weightRows + 1) * Panels.Width, bias = b + (nint)weightRows * Panels.Width;
            float* c = y + panel * runStride;
            int columns = outputs - panel * Panels.Width;
            if (rectify) Columns<AcrossColumns, StoreRectified>(x, runStride, Panels.Width, inputs, b, c, bias, rows, columns);
            else Columns<AcrossColumns, StoreWithBias>(x, runStride, Panels.Width, inputs, b, c, bias, rows, columns);
        }
    }

    public override void BackwardInputs(
        float* dy, int outputs, float* transposed, int transposedRows, float* x, float* dx, int inputPanels, int panelRows, int rows)
    {
        for (int panel = 0; panel < inputPanels; panel++)
        {
            nint offset = (nint)panel * panelRows * Panels.Width;
            float* b = transposed + (nint)panel * transposedRows * Panels.Width;
            Columns<AcrossColumns, StoreGated>(dy, (nint)panelRows * Panels.Width, Panels.Width, outputs, b, dx + offset, x + offset, rows, Panels.Width);
        }
    }

    public override void BackwardWeights(float* x, int inputs, float* dy, float* dw, int columns, int panelRows, int start, int end)
    {
        int weightRows = Panels.PaddedRows(inputs);
        float* bias = dw + weightRows * Panels.Width;
        if (start == 0) new Span<float>(bias, Panels.Width).Clear();
        if (end == 0) new Span<float>(dw, weightRows * Panels.Width).Clear();
        AddRows(dy + (nint)start * Panels.Width, bias, end - start);
        for (; start < end; start += PartRows)
        {
            int part = Math.Min(PartRows, end - start);
            float* b = dy + (nint)start * Panels.Width;
            for (int first = 0; first < weightRows; first += Panels.Width)
            {
                int tileRows = Math.Min(Panels.Width, weightRows - first);
                float* a = x + (nint)(first / Panels.Width) * panelRows * Panels.Width + (nint)start * Panels.Width, c = dw + first * Panels.Width;
                if (start == 0) Columns<DownRows, StorePlain>(a, 0, int.MaxValue, part, b, c, dw, tileRows, columns);
                else Columns<DownRows, StoreAdded>(a, 0, int.MaxValue, part, b, c, dw, tileRows, columns);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Adam(float* weights, float* gradients, float* first, float* second, long count, in AdamStep step)
    {
        TLanes scale = TLanes.All(step.GradientScale), size = TLanes.All(-step.StepSize), root = TLanes.All(step.SecondScale);
        TLanes keepFirst = TLanes.All(AdamStep.FirstDecay), addFirst = TLanes.All(1f - AdamStep.FirstDecay);
        TLanes keepSecond = TLanes.All(AdamStep.SecondDecay), addSecond = TLanes.All(1f - AdamStep.SecondDecay);
        TLanes epsilon = TLanes.All(AdamStep.Epsilon), tiny = TLanes.All(AdamStep.Tiny), tinySquare = TLanes.All(AdamStep.Tiny * AdamStep.Tiny);
        for (long at = 0; at < count; at += TLanes.Count)
        {
            if (Sse.IsSupported && at % LineFloats == 0)
            {
                Sse.Prefetch0(gradients + at + FetchAhead);
                Sse.Prefetch0(first + at + FetchAhead);
                Sse.Prefetch0(second + at + FetchAhead);
                Sse.Prefetch0(weights + at + FetchAhead);
            }
            TLanes g = TLanes.WithoutTiny(TLanes.Multiply(TLanes.Load(gradients + at), scale), tiny);
            TLanes m = TLanes.MultiplyAdd(TLanes.Load(first + at), keepFirst, TLanes.Multiply(g, addFirst));
            TLanes v = TLanes.MultiplyAdd(TLanes.Load(second + at), keepSecond, TLanes.Multiply(TLanes.Multiply(g, g), addSecond));
            m = TLanes.WithoutTiny(m, tiny);
            v = TLanes.WithoutTiny(v, tinySquare);
            TLanes.Store(first + at, m);
            TLanes.Store(second + at, v);
            TLanes divisor = TLanes.MultiplyAdd(TLanes.SquareRoot(v), root, epsilon);
            TLanes.Store(weights + at, TLanes.MultiplyAdd(TLanes.Divide(m, divisor), size, TLanes.Load(weights + at)));
        }
    }

    /// <summary>All row tiles of one panel of C; where a panel is wider than a tile, its parts one after the other, as far as it has columns.</summary>
    private static void Columns<TLeft, TStore>(float* a, nint runStride, int runLength, int steps, float* b, float* c, float* extra, int rows, int columns)
        where TLeft : struct, ILeftOperand
        where TStore : struct, IPanelStore
    {
        int end = Math.Min(Panels.PaddedRows(columns), Panels.Width);            // these columns are the next layer's rows, in whole tiles
        for (int column = 0; column < end; column += PanelKernel<TLanes>.Columns)
        {
            if (end - column <= TLanes.Count) Narrow<TLeft, TStore>(a, runStride, runLength, steps, b + column, c + column, extra + column, rows);
            else Wide<TLeft, TStore>(a, runStride, runLength, steps, b + column, c + column, extra + column, rows);
        }
    }

    private static void Wide<TLeft, TStore>(float* a, nint runStride, int runLength, int steps, float* b, float* c, float* extra, int rows)
        where TLeft : struct, ILeftOperand
        where TStore : struct, IPanelStore
    {
        int row = 0;
        for (; row + TRows.Count <= rows; row += TRows.Count)
            PanelKernel<TLanes>.Tile<TRows, TLeft, TStore>(
                a + row * TLeft.RowStride, runStride, runLength, steps, b, c + row * Panels.Width, extra + row * TStore.ExtraRowStride);
        for (; row < rows; row += TwoRows.Count)
            PanelKernel<TLanes>.Tile<TwoRows, TLeft, TStore>(
                a + row * TLeft.RowStride, runStride, runLength, steps, b, c + row * Panels.Width, extra + row * TStore.ExtraRowStride);
    }

    private static void Narrow<TLeft, TStore>(float* a, nint runStride, int runLength, int steps, float* b, float* c, float* extra, int rows)
        where TLeft : struct, ILeftOperand
        where TStore : struct, IPanelStore
    {
        for (int row = 0; row < rows; row += Panels.RowStep)
            PanelKernel<TLanes>.Strip<TLeft, TStore>(
                a + row * TLeft.RowStride, runStride, runLength, steps, b, c + row * Panels.Width, extra + row * TStore.ExtraRowStride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddRows(float* dy, float* db, int rows)
    {
        for (int column = 0; column < Panels.Width; column += PanelKernel<TLanes>.Columns)
        {
            TLanes first = TLanes.Load(db + column), second = TLanes.Load(db + column + TLanes.Count);
            float* row = dy + column;
            for (int left = rows; left > 0; left--, row += Panels.Width)
            {
                first = TLanes.Add(first, TLanes.Load(row));
                second = TLanes.Add(second, TLanes.Load(row + TLanes.Count));
            }
            TLanes.Store(db + column, first);
            TLanes.Store(db + column + TLanes.Count, second);
        }
    }

    /// <summary>Sums in single precision over 32 rows of 32 columns at a time, added in double precision.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override double SquareSum(float* values, long count)
    {
        const int block = 1024;
        float* lanes = stackalloc float[16];
        double total = 0.0;
        for (long start = 0; start < count; start += block)
        {
            TLanes even = default, odd = default;
            long end = Math.Min(start + block, count);
            for (long at = start; at < end; at += 2 * TLanes.Count)
            {
                TLanes first = TLanes.Load(values + at), second = TLanes.Load(values + at + TLanes.Count);
                even = TLanes.MultiplyAdd(first, first, even);
                odd = TLanes.MultiplyAdd(second, second, odd);
            }
            TLanes.Store(lanes, TLanes.Add(even, odd));
            for (int lane = 0; lane < TLanes.Count; lane++) total += lanes[lane];
        }
        return total;
    }
}
