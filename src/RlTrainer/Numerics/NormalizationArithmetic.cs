namespace RlTrainer.Numerics;

/// <summary>
/// LayerNorm of one row in panels, at one vector width. Padding columns are zero and stay zero. A sum over a row is 16
/// sums, one for the columns of the same remainder, added in double precision in their order: the same bits at every width.
/// </summary>
internal abstract unsafe class NormalizationArithmetic
{
    /// <summary>Added to the variance under the root.</summary>
    public const double Epsilon = 1e-5;

    /// <summary>z → max(γ·n + β, 0) in place and n beside it; returns 1/√(σ² + ε). Panels of a row are
    /// <paramref name="stride"/> floats apart.</summary>
    public abstract float Forward(float* row, float* normalized, float* scales, int width, nint stride);

    /// <summary>
    /// dy → dz = (dn − mean(dn) − n·mean(dn·n))/√(σ² + ε), dn = dy·γ.
    /// Forward was n = (z − μ)/√(σ² + ε), y = γ·n + β.
    /// </summary>
    public abstract void Backward(float* dy, in NormalizedRow row, float* dz);

    /// <summary>dγ = Σ rows of dy·n and dβ = Σ rows of dy, of one panel; the squares of both are added to the sums of its
    /// columns.</summary>
    public abstract void BackwardScales(float* dy, float* normalized, float* gradients, int rows, Span<double> squares);
}
