namespace RlTrainer.Numerics;

/// <summary>LayerNorm of one row in panels, at one vector width. Padding columns are zero and stay zero.</summary>
internal abstract unsafe class NormalizationArithmetic
{
    /// <summary>Added to the variance under the root.</summary>
    public const double Epsilon = 1e-5;

    /// <summary>Floats of γ and β of one panel.</summary>
    public const int ScaleSize = 2 * Panels.Width;

    /// <summary>The arithmetic of a width that this machine has.</summary>
    public static NormalizationArithmetic Of(VectorWidth width) => width switch
    {
        VectorWidth.Bits512 => new LaneNormalization<Lanes512>(),
        VectorWidth.Bits256 => new LaneNormalization<Lanes256>(),
        VectorWidth.Bits128 => new LaneNormalization<Lanes128>(),
        _ => new LaneNormalization<LanesPlain>(),
    };

    /// <summary>z → max(γ·n + β, 0) in place and n beside it; returns 1/√(σ² + ε). Panels of a row are <paramref name="stride"/> floats apart.</summary>
    public abstract float Forward(float* row, float* normalized, float* scales, int width, nint stride);

    /// <summary>
    /// dy → dz = (dn − mean(dn) − n·mean(dn·n))/√(σ² + ε), dn = dy·γ. Forward was n = (z − μ)/√(σ² + ε), y = γ·n + β.
    /// </summary>
    public abstract void Backward(float* dy, float* normalized, float* scales, float inverse, float* dz, int width, nint stride);

    /// <summary>dγ = Σ rows of dy·n and dβ = Σ rows of dy, of one panel; returns the sum of their squares.</summary>
    public abstract double BackwardScales(float* dy, float* normalized, float* gradients, int rows);
}
