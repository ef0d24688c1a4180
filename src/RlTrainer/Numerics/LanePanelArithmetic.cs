using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace RlTrainer.Numerics;

/// <summary>The one text of every layer operation, for a register type and the tile height that fills its registers.</summary>
internal sealed unsafe class LanePanelArithmetic<TLanes, TRows> : PanelArithmetic
    where TLanes : unmanaged, ILanes<TLanes>
    where TRows : struct, ITileRows
{
    private const int LineFloats = 16, FetchAhead = 512, SquareRows = 64;

    public override Panels Panels { get; } = new(TLanes.PanelWidth);

    public override NormalizationArithmetic Normalization { get; } = new LaneNormalization<TLanes>();

    public override void Forward(
        float* x, int inputs, float* weights, int weightRows, float* y, int outputs, int panelRows, int rows, bool rectify)
    {
        nint runStride = (nint)panelRows * TLanes.PanelWidth;
        for (int panel = 0; panel < Panels.Of(outputs); panel++)
        {
            float* b = weights + (nint)panel * (weightRows + 1) * TLanes.PanelWidth, bias = b
                + (nint)weightRows * TLanes.PanelWidth;
            float* c = y + panel * runStride;
            int columns = outputs - panel * TLanes.PanelWidth;
            if (rectify)
                Columns<AcrossColumns, StoreRectified>(x, runStride, TLanes.PanelWidth, inputs, b, c, bias, rows, columns);
            else Columns<AcrossColumns, StoreWithBias>(x, runStride, TLanes.PanelWidth, inputs, b, c, bias, rows, columns);
        }
    }

    public override void BackwardInputs(
        float* dy, int outputs, float* transposed, int transposedRows, float* x, float* dx, int inputPanels, int panelRows,
        int rows)
    {
        for (int panel = 0; panel < inputPanels; panel++)
        {
            nint offset = (nint)panel * panelRows * TLanes.PanelWidth;
            float* b = transposed + (nint)panel * transposedRows * TLanes.PanelWidth;
            Columns<AcrossColumns, StoreGated>(
                dy, (nint)panelRows * TLanes.PanelWidth, TLanes.PanelWidth, outputs, b, dx + offset, x + offset, rows,
                TLanes.PanelWidth);
        }
    }

    public override void BackwardWeights(
        float* x, int inputs, float* dy, float* dw, int columns, int panelRows, int start, int end, int panels)
    {
        int weightRows = Panels.PaddedRows(inputs), panelSize = (weightRows + 1) * TLanes.PanelWidth;
        nint dyStride = (nint)panelRows * TLanes.PanelWidth;
        for (int panel = 0; panel < panels; panel++)
        {
            float* bias = dw + (nint)panel * panelSize + weightRows * TLanes.PanelWidth;
            if (start == 0) new Span<float>(bias, TLanes.PanelWidth).Clear();
            if (end == 0) new Span<float>(dw + (nint)panel * panelSize, weightRows * TLanes.PanelWidth).Clear();
            AddRows(dy + panel * dyStride + (nint)start * TLanes.PanelWidth, bias, end - start);
        }
        int blocks = (weightRows + TLanes.PanelWidth - 1) / TLanes.PanelWidth;
        for (; start < end; start += PartRows)
        {
            int part = Math.Min(PartRows, end - start);
            // all panels beside one block of x, then the next block
            for (int index = 0; index < blocks * panels; index++)
            {
                int first = index / panels * TLanes.PanelWidth, panel = index % panels;
                int tileRows = Math.Min(TLanes.PanelWidth, weightRows - first), its = columns - panel * TLanes.PanelWidth;
                float* a = x + (index / panels * (nint)panelRows + start) * TLanes.PanelWidth;
                float* b = dy + panel * dyStride + (nint)start * TLanes.PanelWidth;
                float* c = dw + (nint)panel * panelSize + first * TLanes.PanelWidth;
                if (start == 0) Columns<DownRows, StorePlain>(a, 0, int.MaxValue, part, b, c, dw, tileRows, its);
                else Columns<DownRows, StoreAdded>(a, 0, int.MaxValue, part, b, c, dw, tileRows, its);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Adam(float* weights, float* gradients, float* first, float* second, long count, in AdamStep step)
    {
        TLanes scale = TLanes.All(step.GradientScale), size = TLanes.All(-step.StepSize), root = TLanes.All(step.SecondScale);
        TLanes keepFirst = TLanes.All(AdamStep.FirstDecay), addFirst = TLanes.All(1f - AdamStep.FirstDecay);
        TLanes keepSecond = TLanes.All(AdamStep.SecondDecay), addSecond = TLanes.All(1f - AdamStep.SecondDecay);
        TLanes epsilon = TLanes.All(AdamStep.Epsilon), tiny = TLanes.All(AdamStep.Tiny),
            tinySquare = TLanes.All(AdamStep.Tiny * AdamStep.Tiny);
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
            TLanes v = TLanes.MultiplyAdd(
                TLanes.Load(second + at), keepSecond, TLanes.Multiply(TLanes.Multiply(g, g), addSecond));
            m = TLanes.WithoutTiny(m, tiny);
            v = TLanes.WithoutTiny(v, tinySquare);
            TLanes.Store(first + at, m);
            TLanes.Store(second + at, v);
            TLanes divisor = TLanes.MultiplyAdd(TLanes.SquareRoot(v), root, epsilon);
            TLanes.Store(weights + at, TLanes.MultiplyAdd(TLanes.Divide(m, divisor), size, TLanes.Load(weights + at)));
        }
    }

    /// <summary>All row tiles of one panel of C; where a panel is wider than a tile, its parts one after the other, as far
    /// as it has columns.</summary>
    private static void Columns<TLeft, TStore>(
        float* a, nint runStride, int runLength, int steps, float* b, float* c, float* extra, int rows, int columns)
        where TLeft : struct, ILeftOperand
        where TStore : struct, IPanelStore
    {
        // these columns are the next layer's rows, in whole tiles
        int end = Math.Min(Panels.PaddedRows(columns), TLanes.PanelWidth);
        if (!TLanes.IsFused)
        {
            Software<TLeft, TStore>(
                new SoftwareTile { A = a, RunStride = runStride, RunLength = runLength, Steps = steps, B = b, C = c,
                    Extra = extra }, rows, end);
            return;
        }
        for (int column = 0; column < end; column += PanelKernel<TLanes>.Columns)
        {
            if (end - column <= TLanes.Count)
                Narrow<TLeft, TStore>(a, runStride, runLength, steps, b + column, c + column, extra + column, rows);
            else Wide<TLeft, TStore>(a, runStride, runLength, steps, b + column, c + column, extra + column, rows);
        }
    }

    private static void Wide<TLeft, TStore>(
        float* a, nint runStride, int runLength, int steps, float* b, float* c, float* extra, int rows)
        where TLeft : struct, ILeftOperand
        where TStore : struct, IPanelStore
    {
        int leftStride = TLeft.RowStride(TLanes.PanelWidth), extraStride = TStore.HasRows ? TLanes.PanelWidth : 0;
        int row = 0, rest = rows % TRows.Count;
        int fours = rest == 0 ? 0 : rest == FourRows.Count ? 1 : 2;              // a multiple of 8 is 6a + 4·(0, 1 or 2)
        for (; row < rows - fours * FourRows.Count; row += TRows.Count)
            PanelKernel<TLanes>.Tile<TRows, TLeft, TStore>(
                a + row * leftStride, runStride, runLength, steps, b, c + row * TLanes.PanelWidth, extra + row * extraStride);
        for (; row < rows; row += FourRows.Count)
            PanelKernel<TLanes>.Tile<FourRows, TLeft, TStore>(
                a + row * leftStride, runStride, runLength, steps, b, c + row * TLanes.PanelWidth, extra + row * extraStride);
    }

    private static void Narrow<TLeft, TStore>(
        float* a, nint runStride, int runLength, int steps, float* b, float* c, float* extra, int rows)
        where TLeft : struct, ILeftOperand
        where TStore : struct, IPanelStore
    {
        for (int row = 0; row < rows; row += Panels.RowStep)
            PanelKernel<TLanes>.Strip<TLeft, TStore>(
                a + row * TLeft.RowStride(TLanes.PanelWidth), runStride, runLength, steps, b, c + row * TLanes.PanelWidth,
                extra + (TStore.HasRows ? row * TLanes.PanelWidth : 0));
    }

    private static void Software<TLeft, TStore>(SoftwareTile all, int rows, int columns)
        where TLeft : struct, ILeftOperand
        where TStore : struct, IPanelStore
    {
        int leftStride = TLeft.RowStride(TLanes.PanelWidth), extraStride = TStore.HasRows ? TLanes.PanelWidth : 0;
        for (int row = 0; row < rows; row += SoftwareKernel<TLanes>.Rows)
            for (int column = 0; column < columns; column += SoftwareKernel<TLanes>.Columns)
                SoftwareKernel<TLanes>.Tile<TLeft, TStore>(
                    all.At(row * leftStride, column, row * TLanes.PanelWidth + column, row * extraStride + column));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddRows(float* dy, float* db, int rows)
    {
        for (int column = 0; column < TLanes.PanelWidth; column += PanelKernel<TLanes>.Columns)
        {
            TLanes first = TLanes.Load(db + column), second = TLanes.Load(db + column + TLanes.Count);
            float* row = dy + column;
            for (int left = rows; left > 0; left--, row += TLanes.PanelWidth)
            {
                first = TLanes.Add(first, TLanes.Load(row));
                second = TLanes.Add(second, TLanes.Load(row + TLanes.Count));
            }
            TLanes.Store(db + column, first);
            TLanes.Store(db + column + TLanes.Count, second);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void SquareSums(float* panel, int rows, Span<double> columns)
    {
        float* lanes = stackalloc float[16];
        columns.Clear();
        for (int column = 0; column < TLanes.PanelWidth; column += TLanes.Count)
        {
            for (int start = 0; start < rows; start += SquareRows)
            {
                TLanes even = default, odd = default;
                float* row = panel + (nint)start * TLanes.PanelWidth + column;
                int left = Math.Min(SquareRows, rows - start);
                for (; left > 1; left -= 2, row += 2 * TLanes.PanelWidth)
                {
                    TLanes first = TLanes.Load(row), second = TLanes.Load(row + TLanes.PanelWidth);
                    TLanes.Accumulate(ref even, first, first);
                    TLanes.Accumulate(ref odd, second, second);
                }
                if (left > 0) TLanes.Accumulate(ref even, TLanes.Load(row), TLanes.Load(row));
                TLanes.Store(lanes, TLanes.Add(even, odd));
                for (int lane = 0; lane < TLanes.Count; lane++) columns[column + lane] += lanes[lane];
            }
        }
    }
}
