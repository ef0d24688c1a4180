namespace RlTrainer.Numerics;

/// <summary>Whole layers in panels, at one vector width. Rows are counted in whole tiles of <see cref="Panels.RowStep"/>.</summary>
internal abstract unsafe class PanelArithmetic
{
    /// <summary>Rows whose share of a weight's gradient is one sum in single precision; the sums of such parts are added in their order.</summary>
    public const int PartRows = 512;

    /// <summary>The arithmetic of a width.</summary>
    /// <exception cref="PlatformNotSupportedException">This machine lacks the width.</exception>
    public static PanelArithmetic Of(VectorWidth width)
    {
        if (!VectorWidths.Supported.Contains(width))
            throw new PlatformNotSupportedException(
                $"Vector width {width} was asked for; this machine supports {string.Join(", ", VectorWidths.Supported)}.");
        return width switch
        {
            VectorWidth.Bits512 => new LanePanelArithmetic<Lanes512, EightRows>(),
            VectorWidth.Bits256 => new LanePanelArithmetic<Lanes256, SixRows>(),
            VectorWidth.Bits128 => new LanePanelArithmetic<Lanes128, FourRows>(),
            _ => new LanePanelArithmetic<LanesPlain, FourRows>(),
        };
    }

    /// <summary>
    /// x [rows, inputs] · weights [inputs, outputs] + bias → y [rows, outputs], rectified or not. Panels of x and y are
    /// <paramref name="panelRows"/> rows apart; a panel of weights is <paramref name="weightRows"/> rows and one row of biases.
    /// Padding columns of y may be left as they are.
    /// </summary>
    public abstract void Forward(
        float* x, int inputs, float* weights, int weightRows, float* y, int outputs, int panelRows, int rows, bool rectify);

    /// <summary>
    /// Gradient of a layer's inputs, gated by the ReLU that made them: dy [rows, outputs] · weightsᵀ → dx [rows, inputs] where
    /// x &gt; 0. Forward was y = x · weights + bias, x = max(z, 0).
    /// </summary>
    public abstract void BackwardInputs(float* dy, int outputs, float* transposed, int transposedRows, float* x, float* dx, int inputPanels, int panelRows, int rows);

    /// <summary>
    /// Gradient of one panel of weights and its biases: xᵀ [inputs, rows] · dy [rows, 32] → dw [inputs, 32] and, below it, Σ rows
    /// of dy [32]. Of the 32 columns the first <paramref name="columns"/> count; the others of dw may be left as they are. Forward
    /// was y = x · weights + bias. Rows <paramref name="start"/> to <paramref name="end"/> − 1: from row 0 they replace what dw held,
    /// from a later multiple of <see cref="PartRows"/> they are added, and the cuts change no bit.
    /// </summary>
    public abstract void BackwardWeights(float* x, int inputs, float* dy, float* dw, int columns, int panelRows, int start, int end);

    /// <summary>Sum of the squares of so many numbers, a multiple of 32.</summary>
    public abstract double SquareSum(float* values, long count);

    /// <summary>
    /// Adam (Kingma and Ba 2015, algorithm 1; ε outside the root as there): elementwise over so many floats, a multiple of 16.
    /// </summary>
    public abstract void Adam(float* weights, float* gradients, float* first, float* second, long count, in AdamStep step);
}
