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

    public override void Forward(in LayerPanels layer)
    {
        nint runStride = (nint)layer.PanelRows * TLanes.PanelWidth, size = (nint)(layer.WeightRows + 1) * TLanes.PanelWidth;
        var tile = new PanelTile { A = layer.X, RunStride = runStride, RunLength = TLanes.PanelWidth, Steps = layer.Inputs };
        for (int panel = 0; panel < Panels.Of(layer.Outputs); panel++)
        {
            tile.B = layer.Weights + panel * size;
            tile.C = layer.Y + panel * runStride;
            tile.Extra = tile.B + size - TLanes.PanelWidth;
            int columns = layer.Outputs - panel * TLanes.PanelWidth;
            if (layer.Rectify) Columns<AcrossColumns, StoreRectified>(tile, layer.Rows, columns);
            else Columns<AcrossColumns, StoreWithBias>(tile, layer.Rows, columns);
        }
    }

    public override void BackwardInputs(in InputGradientPanels layer)
    {
        nint runStride = (nint)layer.PanelRows * TLanes.PanelWidth;
        var tile = new PanelTile { A = layer.Dy, RunStride = runStride, RunLength = TLanes.PanelWidth, Steps = layer.Outputs };
        for (int panel = 0; panel < layer.InputPanels; panel++)
        {
            tile.B = layer.Transposed + (nint)panel * layer.TransposedRows * TLanes.PanelWidth;
            tile.C = layer.Dx + panel * runStride;
            tile.Extra = layer.X + panel * runStride;
            Columns<AcrossColumns, StoreGated>(tile, layer.Rows, TLanes.PanelWidth);
        }
    }

    public override void BackwardWeights(in WeightGradientPanels layer)
    {
        int weightRows = Panels.PaddedRows(layer.Inputs), panelSize = (weightRows + 1) * TLanes.PanelWidth;
        nint dyStride = (nint)layer.PanelRows * TLanes.PanelWidth;
        for (int panel = 0; panel < layer.Panels; panel++)
        {
            float* panelStart = layer.Dw + (nint)panel * panelSize, bias = panelStart + weightRows * TLanes.PanelWidth;
            if (layer.Start == 0) new Span<float>(bias, TLanes.PanelWidth).Clear();
            if (layer.End == 0) new Span<float>(panelStart, weightRows * TLanes.PanelWidth).Clear();
            AddRows(
                layer.Dy + panel * dyStride + (nint)layer.Start * TLanes.PanelWidth, bias, layer.End - layer.Start);
        }
        int blocks = (weightRows + TLanes.PanelWidth - 1) / TLanes.PanelWidth;
        for (int start = layer.Start; start < layer.End; start += PartRows)
        {
            int part = Math.Min(PartRows, layer.End - start);
            var tile = new PanelTile { RunLength = int.MaxValue, Steps = part, Extra = layer.Dw };
            // all panels beside one block of x, then the next block
            for (int index = 0; index < blocks * layer.Panels; index++)
            {
                int first = index / layer.Panels * TLanes.PanelWidth, panel = index % layer.Panels;
                int tileRows = Math.Min(TLanes.PanelWidth, weightRows - first), its = layer.Columns - panel * TLanes.PanelWidth;
                tile.A = layer.X + (index / layer.Panels * (nint)layer.PanelRows + start) * TLanes.PanelWidth;
                tile.B = layer.Dy + panel * dyStride + (nint)start * TLanes.PanelWidth;
                tile.C = layer.Dw + (nint)panel * panelSize + first * TLanes.PanelWidth;
                if (start == 0) Columns<DownRows, StorePlain>(tile, tileRows, its);
                else Columns<DownRows, StoreAdded>(tile, tileRows, its);
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
    private static void Columns<TLeft, TStore>(in PanelTile tile, int rows, int columns)
        where TLeft : struct, ILeftOperand
        where TStore : struct, IPanelStore
    {
        // these columns are the next layer's rows, in whole tiles
        int end = Math.Min(Panels.PaddedRows(columns), TLanes.PanelWidth);
        if (!TLanes.IsFused)
        {
            Software<TLeft, TStore>(tile, rows, end);
            return;
        }
        for (int column = 0; column < end; column += PanelKernel<TLanes>.Columns)
        {
            PanelTile part = tile.At(0, column, column, column);
            if (end - column <= TLanes.Count) Narrow<TLeft, TStore>(part, rows);
            else Wide<TLeft, TStore>(part, rows);
        }
    }

    private static void Wide<TLeft, TStore>(PanelTile tile, int rows)
        where TLeft : struct, ILeftOperand
        where TStore : struct, IPanelStore
    {
        int leftStride = TLeft.RowStride(TLanes.PanelWidth), extraStride = TStore.HasRows ? TLanes.PanelWidth : 0;
        int row = 0, rest = rows % TRows.Count;
        int fours = rest == 0 ? 0 : rest == FourRows.Count ? 1 : 2;              // a multiple of 8 is 6a + 4·(0, 1 or 2)
        for (; row < rows - fours * FourRows.Count; row += TRows.Count)
        {
            PanelKernel<TLanes>.Tile<TRows, TLeft, TStore>(tile);
            tile.A += TRows.Count * leftStride;
            tile.C += TRows.Count * TLanes.PanelWidth;
            tile.Extra += TRows.Count * extraStride;
        }
        for (; row < rows; row += FourRows.Count)
        {
            PanelKernel<TLanes>.Tile<FourRows, TLeft, TStore>(tile);
            tile.A += FourRows.Count * leftStride;
            tile.C += FourRows.Count * TLanes.PanelWidth;
            tile.Extra += FourRows.Count * extraStride;
        }
    }

    private static void Narrow<TLeft, TStore>(PanelTile tile, int rows)
        where TLeft : struct, ILeftOperand
        where TStore : struct, IPanelStore
    {
        for (int row = 0; row < rows; row += Panels.RowStep)
        {
            PanelKernel<TLanes>.Strip<TLeft, TStore>(tile);
            tile.A += Panels.RowStep * TLeft.RowStride(TLanes.PanelWidth);
            tile.C += Panels.RowStep * TLanes.PanelWidth;
            tile.Extra += TStore.HasRows ? Panels.RowStep * TLanes.PanelWidth : 0;
        }
    }

    private static void Software<TLeft, TStore>(in PanelTile all, int rows, int columns)
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
