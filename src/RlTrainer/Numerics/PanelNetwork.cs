namespace RlTrainer.Numerics;

/// <summary>
/// One perceptron in panels: weights, gradients and Adam's moments in one layout, and the activations and their gradients of
/// one minibatch. Padding is zero and stays zero.
/// </summary>
internal sealed unsafe class PanelNetwork : IDisposable
{
    private readonly PanelArithmetic _arithmetic;
    private readonly FloatBuffer _weights, _gradients, _first, _second, _transposed;
    private readonly FloatBuffer?[] _activations, _activationGradients;
    private readonly PanelNormalization?[] _normalizations;
    private int _capacity;

    /// <summary>A network of zeros.</summary>
    /// <param name="arithmetic">The vector width.</param>
    /// <param name="widths">Inputs, hidden widths, outputs.</param>
    /// <param name="layerNorm">LayerNorm of the hidden layers.</param>
    public PanelNetwork(PanelArithmetic arithmetic, IReadOnlyList<int> widths, bool layerNorm = false)
    {
        _arithmetic = arithmetic;
        Layers = new PanelLayer[widths.Count - 1];
        _normalizations = new PanelNormalization?[Layers.Length];
        long size = 0, transposed = 0;
        for (int index = 0; index < Layers.Length; index++)
        {
            bool normalizes = layerNorm && index < Layers.Length - 1;
            Layers[index] = new PanelLayer(widths[index], widths[index + 1], size, transposed, arithmetic.Panels, normalizes);
            if (normalizes) _normalizations[index] = new PanelNormalization(arithmetic, widths[index + 1]);
            size += Layers[index].Size;
            if (index > 0) transposed += Layers[index].TransposedSize;
        }
        (_weights, _gradients, _first, _second) =
            (new FloatBuffer(size), new FloatBuffer(size), new FloatBuffer(size), new FloatBuffer(size));
        _transposed = new FloatBuffer(transposed);
        _activations = new FloatBuffer?[widths.Count];
        _activationGradients = new FloatBuffer?[widths.Count];
    }

    /// <summary>How its matrices are stored.</summary>
    public Panels Panels => _arithmetic.Panels;

    /// <summary>The layers, first to last.</summary>
    public PanelLayer[] Layers { get; }

    /// <summary>Rows of the minibatch at hand.</summary>
    public int Rows { get; private set; }

    /// <summary>Rows that a panel of activations occupies.</summary>
    public int PanelRows { get; private set; }

    /// <summary>The four arrays in panel layout: weights, their gradients, Adam's first and second moments.</summary>
    public FloatBuffer Weights => _weights;

    /// <inheritdoc cref="Weights"/>
    public FloatBuffer Gradients => _gradients;

    /// <inheritdoc cref="Weights"/>
    public FloatBuffer First => _first;

    /// <inheritdoc cref="Weights"/>
    public FloatBuffer Second => _second;

    /// <summary>[rows, inputs] in panels.</summary>
    public float* Input => _activations[0]!.Start;

    /// <summary>[rows, outputs] in panels.</summary>
    public float* Output => _activations[^1]!.Start;

    /// <summary>[rows, outputs] in panels: the caller writes it, padding
    /// columns as 0, before <see cref="BackwardRows"/>.</summary>
    public float* OutputGradient => _activationGradients[^1]!.Start;

    /// <summary>Where hidden layer <paramref name="layer"/>'s outputs start, [rows, width] in panels.</summary>
    public float* Hidden(int layer) => _activations[layer + 1]!.Start;

    /// <summary>Makes room for a minibatch; allocates only when it is larger than any before.</summary>
    public void Prepare(int rows, bool withGradients)
    {
        Rows = rows;
        PanelRows = Panels.ActivationRows(rows);
        bool grows = PanelRows > _capacity;
        if (grows) _capacity = PanelRows;
        for (int index = 0; index < _activations.Length; index++)
        {
            long size = (long)_capacity * Panels.Width * Panels.Of(index == 0 ? Layers[0].Inputs : Layers[index - 1].Outputs);
            Grow(ref _activations[index], size);
            if (withGradients && index > 0) Grow(ref _activationGradients[index], size);
        }
        foreach (PanelNormalization? normalization in _normalizations) normalization?.Prepare(_capacity, withGradients);
    }

    /// <summary>All layers forward for some rows; <paramref name="start"/>
    /// is a multiple of <see cref="Panels.RowStep"/>.</summary>
    public void ForwardRows(int start, int count)
    {
        nint offset = (nint)start * Panels.Width;
        int rows = Panels.PaddedRows(count);
        for (int index = 0; index < Layers.Length; index++)
        {
            PanelLayer layer = Layers[index];
            bool isHead = index == Layers.Length - 1;
            // nobody reads a head's padding; a hidden layer's must be zero
            int outputs = isHead ? layer.Outputs : layer.OutputPanels * Panels.Width;
            _arithmetic.Forward(new LayerPanels
            {
                X = _activations[index]!.Start + offset,
                Inputs = layer.Inputs,
                Weights = _weights.Start + layer.Offset,
                WeightRows = layer.WeightRows,
                Y = _activations[index + 1]!.Start + offset,
                Outputs = outputs,
                PanelRows = PanelRows,
                Rows = rows,
                Rectify = !isHead && !layer.Normalizes,
            });
            _normalizations[index]?.ForwardRows(
                _activations[index + 1]!.Start, _weights.Start + layer.ScaleOffset(0), PanelRows, start, count);
        }
    }

    /// <summary>Gradients of the activations of all hidden layers for some rows, from <see cref="OutputGradient"/>.</summary>
    public void BackwardRows(int start, int count)
    {
        nint offset = (nint)start * Panels.Width;
        int rows = Panels.PaddedRows(count);
        for (int index = Layers.Length - 1; index >= 0; index--)
        {
            PanelLayer layer = Layers[index];
            _normalizations[index]?.BackwardRows(
                _activationGradients[index + 1]!.Start, _weights.Start + layer.ScaleOffset(0), PanelRows, start, count);
            if (index == 0) break;
            _arithmetic.BackwardInputs(new InputGradientPanels
            {
                Dy = SumGradients(index) + offset,
                Outputs = layer.Outputs,
                Transposed = _transposed.Start + layer.TransposedOffset,
                TransposedRows = layer.TransposedRows,
                X = _activations[index]!.Start + offset,
                Dx = _activationGradients[index]!.Start + offset,
                InputPanels = Panels.Of(layer.Inputs),
                PanelRows = PanelRows,
                Rows = rows,
            });
        }
    }

    /// <summary>
    /// Gradients of a few panels of one layer's weights, from rows <paramref name="start"/> (a multiple of
    /// <see cref="PanelArithmetic.PartRows"/>) to <paramref name="end"/> − 1, after those
    /// before them. With the last rows come the sums of the gradients' squares, one a column.
    /// </summary>
    public void BackwardPanels(int layerIndex, int panel, int count, int start, int end, Span<double> squares)
    {
        PanelLayer layer = Layers[layerIndex];
        _arithmetic.BackwardWeights(new WeightGradientPanels
        {
            X = _activations[layerIndex]!.Start,
            Inputs = layer.Inputs,
            Dy = SumGradients(layerIndex) + (nint)panel * PanelRows * Panels.Width,
            Dw = _gradients.Start + layer.PanelOffset(panel),
            Columns = layer.Outputs - panel * Panels.Width,
            PanelRows = PanelRows,
            Start = start,
            End = end,
            Panels = count,
        });
        for (int last = panel + count; end >= Rows && panel < last; panel++, squares = squares[Panels.Width..])
        {
            _arithmetic.SquareSums(_gradients.Start + layer.PanelOffset(panel), layer.WeightRows + 1, squares[..Panels.Width]);
            _normalizations[layerIndex]?.BackwardPanel(
                _activationGradients[layerIndex + 1]!.Start, _gradients.Start + layer.ScaleOffset(panel), PanelRows, panel, Rows,
                squares);
        }
    }

    /// <summary>Adam on one panel of one layer, and its transposed weights anew, block by block while both are near.</summary>
    public void AdamPanel(int layerIndex, int panel, in AdamStep step)
    {
        PanelLayer layer = Layers[layerIndex];
        for (int row = 0; row < layer.WeightRows; row += Panels.Width)
        {
            int rows = Math.Min(Panels.Width, layer.WeightRows - row);
            float* target = layerIndex > 0 ? TransposedBlock(layer, panel, row) : null;
            if (target != null) PanelTranspose.Fetch(target, Panels.Width);
            Adam(layer.PanelOffset(panel) + row * Panels.Width, rows * Panels.Width, step);
            if (target != null)
                PanelTranspose.Block(_weights.Start + layer.PanelOffset(panel) + row * Panels.Width, target, rows, Panels.Width);
        }
        Adam(layer.PanelOffset(panel) + layer.WeightRows * Panels.Width, Panels.Width, step);
        if (layer.Normalizes) Adam(layer.ScaleOffset(panel), Panels.ScaleSize, step);
    }

    /// <summary>All transposed weights anew, after weights were loaded.</summary>
    public void TransposeAll()
    {
        for (int index = 1; index < Layers.Length; index++)
            for (int panel = 0; panel < Layers[index].OutputPanels; panel++) TransposePanel(Layers[index], panel);
    }

    public void Dispose()
    {
        foreach (FloatBuffer? buffer in (FloatBuffer?[])[
            _weights, _gradients, _first, _second, _transposed, .. _activations, .. _activationGradients])
            buffer?.Dispose();
        foreach (PanelNormalization? normalization in _normalizations) normalization?.Dispose();
    }

    /// <summary>[rows, outputs] in panels: gradient of a layer's sums,
    /// before LayerNorm where it has one; gated by its ReLU.</summary>
    private float* SumGradients(int layer) => _normalizations[layer] is { } normalization ? normalization.InputGradient
        : _activationGradients[layer + 1]!.Start;

    private void Adam(long offset, long count, in AdamStep step) => _arithmetic.Adam(
        _weights.Start + offset, _gradients.Start + offset, _first.Start + offset, _second.Start + offset, count, step);

    /// <summary>weights [inputs, width of the outputs] → transposed
    /// [inputs/width][outputs][width], this panel's rows of each.</summary>
    private void TransposePanel(PanelLayer layer, int panel)
    {
        for (int row = 0; row < layer.WeightRows; row += Panels.Width)
            PanelTranspose.Block(
                _weights.Start + layer.PanelOffset(panel) + row * Panels.Width, TransposedBlock(layer, panel, row),
                Math.Min(Panels.Width, layer.WeightRows - row), Panels.Width);
    }

    private float* TransposedBlock(PanelLayer layer, int panel, int row) =>
        _transposed.Start + layer.TransposedOffset
            + ((nint)(row / Panels.Width) * layer.TransposedRows + panel * Panels.Width) * Panels.Width;

    /// <summary>A buffer of at least so many floats; what it held is lost when it grows.</summary>
    internal static void Grow(ref FloatBuffer? buffer, long size)
    {
        if (buffer is not null && buffer.Count >= size) return;
        buffer?.Dispose();
        buffer = new FloatBuffer(size);
    }
}
