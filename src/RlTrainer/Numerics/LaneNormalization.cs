using System.Runtime.CompilerServices;

namespace RlTrainer.Numerics;

/// <summary>The one text of LayerNorm for every register type.</summary>
internal sealed unsafe class LaneNormalization<TLanes> : NormalizationArithmetic
    where TLanes : unmanaged, ILanes<TLanes>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override float Forward(float* row, float* normalized, float* scales, int width, nint stride)
    {
        int panels = Panels.Of(width);
        TLanes sum = default;
        for (int panel = 0; panel < panels; panel++)
            for (int at = 0; at < Panels.Width; at += TLanes.Count) sum = TLanes.Add(sum, TLanes.Load(row + panel * stride + at));
        TLanes minusMean = TLanes.All((float)(-Total(sum) / width));
        for (int panel = 0; panel < panels; panel++)
            for (int at = 0; at < Panels.Width; at += TLanes.Count)
                TLanes.Store(normalized + panel * stride + at, TLanes.Add(TLanes.Load(row + panel * stride + at), minusMean));
        ClearPadding(normalized, width, panels, stride);
        TLanes squares = default;
        for (int panel = 0; panel < panels; panel++)
        {
            for (int at = 0; at < Panels.Width; at += TLanes.Count)
            {
                TLanes difference = TLanes.Load(normalized + panel * stride + at);
                squares = TLanes.MultiplyAdd(difference, difference, squares);
            }
        }
        float inverse = (float)(1.0 / Math.Sqrt(Total(squares) / width + Epsilon));
        TLanes factor = TLanes.All(inverse);
        for (int panel = 0; panel < panels; panel++)
        {
            float* gain = scales + panel * ScaleSize, shift = gain + Panels.Width;
            for (int at = 0; at < Panels.Width; at += TLanes.Count)
            {
                TLanes value = TLanes.Multiply(TLanes.Load(normalized + panel * stride + at), factor);
                TLanes.Store(normalized + panel * stride + at, value);
                TLanes.Store(row + panel * stride + at, TLanes.Rectify(TLanes.MultiplyAdd(value, TLanes.Load(gain + at), TLanes.Load(shift + at))));
            }
        }
        return inverse;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override void Backward(float* dy, float* normalized, float* scales, float inverse, float* dz, int width, nint stride)
    {
        int panels = Panels.Of(width);
        TLanes sum = default, products = default;
        for (int panel = 0; panel < panels; panel++)
        {
            float* gain = scales + panel * ScaleSize;
            for (int at = 0; at < Panels.Width; at += TLanes.Count)
            {
                TLanes dn = TLanes.Multiply(TLanes.Load(dy + panel * stride + at), TLanes.Load(gain + at));
                TLanes.Store(dz + panel * stride + at, dn);
                sum = TLanes.Add(sum, dn);
                products = TLanes.MultiplyAdd(dn, TLanes.Load(normalized + panel * stride + at), products);
            }
        }
        TLanes minusMean = TLanes.All((float)(-Total(sum) / width)), minusProduct = TLanes.All((float)(-Total(products) / width)), factor = TLanes.All(inverse);
        for (int panel = 0; panel < panels; panel++)
        {
            for (int at = 0; at < Panels.Width; at += TLanes.Count)
            {
                TLanes centred = TLanes.Add(TLanes.Load(dz + panel * stride + at), minusMean);
                TLanes value = TLanes.MultiplyAdd(TLanes.Load(normalized + panel * stride + at), minusProduct, centred);
                TLanes.Store(dz + panel * stride + at, TLanes.Multiply(value, factor));
            }
        }
        ClearPadding(dz, width, panels, stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public override double BackwardScales(float* dy, float* normalized, float* gradients, int rows)
    {
        double total = 0.0;
        for (int column = 0; column < Panels.Width; column += TLanes.Count)
        {
            TLanes gain = default, shift = default;
            for (nint at = column; at < (nint)rows * Panels.Width; at += Panels.Width)
            {
                TLanes gradient = TLanes.Load(dy + at);
                gain = TLanes.MultiplyAdd(gradient, TLanes.Load(normalized + at), gain);
                shift = TLanes.Add(shift, gradient);
            }
            TLanes.Store(gradients + column, gain);
            TLanes.Store(gradients + Panels.Width + column, shift);
            total += Total(TLanes.MultiplyAdd(gain, gain, TLanes.Multiply(shift, shift)));
        }
        return total;
    }

    private static double Total(TLanes value)
    {
        float* lanes = stackalloc float[16];
        TLanes.Store(lanes, value);
        double total = 0.0;
        for (int lane = 0; lane < TLanes.Count; lane++) total += lanes[lane];
        return total;
    }

    private static void ClearPadding(float* row, int width, int panels, nint stride)
    {
        int used = width - (panels - 1) * Panels.Width;
        new Span<float>(row + (panels - 1) * stride + used, Panels.Width - used).Clear();
    }
}
