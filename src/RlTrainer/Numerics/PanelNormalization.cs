namespace RlTrainer.Numerics;

/// <summary>
/// LayerNorm (Ba, Kiros and Hinton 2016, eq. 3 and 4) of one layer's outputs in panels, before their ReLU: n = (z − μ)/√(σ² + ε)
/// over the row, y = max(γ·n + β, 0). Rows are independent; sums over rows belong to one panel, so threads never share a sum.
/// </summary>
internal sealed unsafe class PanelNormalization(PanelArithmetic arithmetic, int width) : IDisposable
{
    private readonly NormalizationArithmetic _arithmetic = arithmetic.Normalization;
    private readonly int _panelWidth = arithmetic.Panels.Width, _panels = arithmetic.Panels.Of(width);
    private FloatBuffer? _normalized, _inverses, _gradients;

    /// <summary>[rows, width] in panels: gradient of z, after <see cref="BackwardRows"/>.</summary>
    public float* InputGradient => _gradients!.Start;

    /// <summary>Makes room for so many panel rows; allocates only when they are more than any before.</summary>
    public void Prepare(int capacity, bool withGradients)
    {
        long size = (long)capacity * _panelWidth * _panels;
        PanelNetwork.Grow(ref _normalized, size);
        PanelNetwork.Grow(ref _inverses, capacity);
        if (withGradients) PanelNetwork.Grow(ref _gradients, size);
    }

    /// <summary>z → y in place, for some rows.</summary>
    /// <param name="outputs">[rows, width] in panels, from the first row of all.</param>
    /// <param name="scales">[panels][γ width, β width].</param>
    /// <param name="panelRows">Rows of one panel: the distance from a panel to the next.</param>
    /// <param name="start">First row.</param>
    /// <param name="count">How many rows.</param>
    public void ForwardRows(float* outputs, float* scales, int panelRows, int start, int count)
    {
        nint stride = (nint)panelRows * _panelWidth;
        for (int row = start; row < start + count; row++)
        {
            nint at = (nint)row * _panelWidth;
            _inverses!.Start[row] = _arithmetic.Forward(outputs + at, _normalized!.Start + at, scales, width, stride);
        }
    }

    /// <summary>Gradient of y, gated by the ReLU already, → gradient of z, for some rows.</summary>
    public void BackwardRows(float* outputGradients, float* scales, int panelRows, int start, int count)
    {
        nint stride = (nint)panelRows * _panelWidth;
        for (int row = start; row < start + count; row++)
        {
            nint at = (nint)row * _panelWidth;
            var normalized = new NormalizedRow
            {
                Normalized = _normalized!.Start + at,
                Scales = scales,
                Inverse = _inverses!.Start[row],
                Width = width,
                Stride = stride,
            };
            _arithmetic.Backward(outputGradients + at, normalized, _gradients!.Start + at);
        }
    }

    /// <summary>Gradients of one panel's γ and β over all rows; their squares are added to the sums of its columns.</summary>
    public void BackwardPanel(
        float* outputGradients, float* scaleGradients, int panelRows, int panel, int rows, Span<double> squares)
    {
        nint offset = (nint)panel * panelRows * _panelWidth;
        _arithmetic.BackwardScales(outputGradients + offset, _normalized!.Start + offset, scaleGradients, rows, squares);
    }

    public void Dispose()
    {
        _normalized?.Dispose();
        _inverses?.Dispose();
        _gradients?.Dispose();
    }
}
