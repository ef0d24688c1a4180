using System.Runtime.Intrinsics.Arm;

namespace RlTrainer.Numerics;

/// <summary>
/// Whole layers in panels, at one vector width. Rows are counted in whole tiles of <see cref="Panels.RowStep"/>. Every result is
/// the same bits at every width: each sum has one order, which no tile and no panel changes, and each step of it rounds once.
/// </summary>
internal abstract unsafe class PanelArithmetic
{
    /// <summary>Rows whose share of a weight's gradient is one sum in single precision; the sums of such parts are added in
    /// their order.</summary>
    public const int PartRows = 512;

    /// <summary>The arithmetic of a width.</summary>
    /// <exception cref="PlatformNotSupportedException">This machine lacks the width.</exception>
    public static PanelArithmetic Of(VectorWidth width)
    {
        if (!VectorWidths.Supported.Contains(width))
            throw new PlatformNotSupportedException(
                $"Vector width {width} was asked for; this machine supports {string.Join(", ", VectorWidths.Supported)}.");
        return Emulated(width);
    }

    /// <summary>The arithmetic of any width: where the machine lacks it the framework does it piece by piece, slowly, with
    /// the same result.</summary>
    internal static PanelArithmetic Emulated(VectorWidth width) => width switch
    {
        VectorWidth.Bits512 => new LanePanelArithmetic<Lanes512, EightRows>(),
        VectorWidth.Bits256 => new LanePanelArithmetic<Lanes256, SixRows>(),
        VectorWidth.Bits128 when AdvSimd.IsSupported => new LanePanelArithmetic<Lanes128, EightRows>(),
        VectorWidth.Bits128 => new LanePanelArithmetic<Lanes128, SixRows>(),
        _ => new LanePanelArithmetic<LanesPlain, FourRows>(),
    };

    /// <summary>How matrices are stored for it.</summary>
    public abstract Panels Panels { get; }

    /// <summary>LayerNorm at the same width.</summary>
    public abstract NormalizationArithmetic Normalization { get; }

    /// <summary>
    /// x [rows, inputs] · weights [inputs, outputs] + bias → y [rows, outputs], rectified or not. Padding columns of y may be
    /// left as they are.
    /// </summary>
    public abstract void Forward(in LayerPanels layer);

    /// <summary>
    /// Gradient of a layer's inputs, gated by the ReLU that made them: dy [rows, outputs] · weightsᵀ → dx [rows, inputs] where
    /// x &gt; 0. Forward was y = x · weights + bias, x = max(z, 0).
    /// </summary>
    public abstract void BackwardInputs(in InputGradientPanels layer);

    /// <summary>
    /// Gradient of a few panels of weights and their biases, so that x is read once for all of them: of each, xᵀ [inputs,
    /// rows] · dy [rows, width] → dw [inputs, width] and, below it, Σ rows of dy [width]. Columns of dw that do not count may be
    /// left as they are. Forward was y = x · weights + bias. Rows from a later multiple of <see cref="PartRows"/> than 0 are
    /// added to what dw held, and the cuts change no bit.
    /// </summary>
    public abstract void BackwardWeights(in WeightGradientPanels layer);

    /// <summary>
    /// Sums of the squares of a panel's columns, [rows, width] → [width]: single
    /// precision over even and odd rows of 64 at a time, added in double precision.
    /// </summary>
    public abstract void SquareSums(float* panel, int rows, Span<double> columns);

    /// <summary>
    /// Adam (Kingma and Ba 2015, algorithm 1; ε outside the root as there): elementwise over so many floats, a multiple of
    /// the panels' width.
    /// </summary>
    public abstract void Adam(float* weights, float* gradients, float* first, float* second, long count, in AdamStep step);
}
