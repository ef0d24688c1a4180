using System.Runtime.CompilerServices;

namespace RlTrainer.Numerics;

/// <summary>The one text of LayerNorm for every register type.</summary>
internal sealed unsafe class LaneNormalization<TLanes> : NormalizationArithmetic
    where TLanes : unmanaged, ILanes<TLanes>
{
    private const int Sums = 16;

    private static Panels Panels => new(TLanes.PanelWidth);

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override float Forward(float* row, float* normalized, float* scales, int width, nint stride)
    {
        int panels = Panels.Of(width), columns = panels * TLanes.PanelWidth;
        float* sums = stackalloc float[Sums];
        for (int first = 0; first < Sums; first += TLanes.Count)
        {
            TLanes sum = default;
            for (int column = first; column < columns; column += Sums)
                sum = TLanes.Add(sum, TLanes.Load(row + At(column, stride)));
            TLanes.Store(sums + first, sum);
        }
        TLanes minusMean = TLanes.All((float)(-Total(sums) / width));
        for (int column = 0; column < columns; column += TLanes.Count)
            TLanes.Store(normalized + At(column, stride), TLanes.Add(TLanes.Load(row + At(column, stride)), minusMean));
        ClearPadding(normalized, width, panels, stride);
        for (int first = 0; first < Sums; first += TLanes.Count)
        {
            TLanes squares = default;
            for (int column = first; column < columns; column += Sums)
            {
                TLanes difference = TLanes.Load(normalized + At(column, stride));
                TLanes.Accumulate(ref squares, difference, difference);
            }
            TLanes.Store(sums + first, squares);
        }
        float inverse = (float)(1.0 / Math.Sqrt(Total(sums) / width + Epsilon));
        Scale(row, normalized, scales, inverse, columns, stride);
        return inverse;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Backward(float* dy, in NormalizedRow row, float* dz)
    {
        float* normalized = row.Normalized, scales = row.Scales;
        int width = row.Width;
        nint stride = row.Stride;
        int panels = Panels.Of(width), columns = panels * TLanes.PanelWidth;
        float* sums = stackalloc float[Sums], productSums = stackalloc float[Sums];
        for (int first = 0; first < Sums; first += TLanes.Count)
        {
            TLanes sum = default, products = default;
            for (int column = first; column < columns; column += Sums)
            {
                TLanes dn = TLanes.Multiply(
                    TLanes.Load(dy + At(column, stride)), TLanes.Load(scales + At(column, Panels.ScaleSize)));
                TLanes.Store(dz + At(column, stride), dn);
                sum = TLanes.Add(sum, dn);
                TLanes.Accumulate(ref products, dn, TLanes.Load(normalized + At(column, stride)));
            }
            TLanes.Store(sums + first, sum);
            TLanes.Store(productSums + first, products);
        }
        TLanes minusMean = TLanes.All((float)(-Total(sums) / width)),
            minusProduct = TLanes.All((float)(-Total(productSums) / width));
        TLanes factor = TLanes.All(row.Inverse);
        for (int column = 0; column < columns; column += TLanes.Count)
        {
            TLanes centred = TLanes.Add(TLanes.Load(dz + At(column, stride)), minusMean);
            TLanes value = TLanes.MultiplyAdd(TLanes.Load(normalized + At(column, stride)), minusProduct, centred);
            TLanes.Store(dz + At(column, stride), TLanes.Multiply(value, factor));
        }
        ClearPadding(dz, width, panels, stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void BackwardScales(float* dy, float* normalized, float* gradients, int rows, Span<double> squares)
    {
        for (int column = 0; column < TLanes.PanelWidth; column += TLanes.Count)
        {
            TLanes gain = default, shift = default;
            for (nint at = column; at < (nint)rows * TLanes.PanelWidth; at += TLanes.PanelWidth)
            {
                TLanes gradient = TLanes.Load(dy + at);
                TLanes.Accumulate(ref gain, gradient, TLanes.Load(normalized + at));
                shift = TLanes.Add(shift, gradient);
            }
            TLanes.Store(gradients + column, gain);
            TLanes.Store(gradients + TLanes.PanelWidth + column, shift);
        }
        for (int column = 0; column < TLanes.PanelWidth; column++)
        {
            double gain = gradients[column], shift = gradients[TLanes.PanelWidth + column];
            squares[column] += gain * gain + shift * shift;
        }
    }

    /// <summary>n = (z − μ)·inverse in place of z − μ, and max(γ·n + β, 0).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Scale(float* row, float* normalized, float* scales, float inverse, int columns, nint stride)
    {
        TLanes factor = TLanes.All(inverse);
        for (int column = 0; column < columns; column += TLanes.Count)
        {
            float* gain = scales + At(column, Panels.ScaleSize);
            TLanes value = TLanes.Multiply(TLanes.Load(normalized + At(column, stride)), factor);
            TLanes.Store(normalized + At(column, stride), value);
            TLanes.Store(row + At(column, stride),
                TLanes.Rectify(TLanes.MultiplyAdd(value, TLanes.Load(gain), TLanes.Load(gain + TLanes.PanelWidth))));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint At(int column, nint stride) => column / TLanes.PanelWidth * stride + column % TLanes.PanelWidth;

    private static double Total(float* sums)
    {
        double total = 0.0;
        for (int index = 0; index < Sums; index++) total += sums[index];
        return total;
    }

    private static void ClearPadding(float* row, int width, int panels, nint stride)
    {
        int used = width - (panels - 1) * TLanes.PanelWidth;
        new Span<float>(row + (panels - 1) * stride + used, TLanes.PanelWidth - used).Clear();
    }
}
