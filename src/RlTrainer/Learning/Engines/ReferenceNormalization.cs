namespace RlTrainer.Learning;

/// <summary>LayerNorm (Ba, Kiros and Hinton 2016, eq. 3 and 4) of one
/// state in plain loops: n = (z − μ)/√(σ² + ε), y = γ·n + β.</summary>
internal sealed class ReferenceNormalization(int width)
{
    private readonly double[] _normalized = new double[width];
    private double _inverse;

    /// <summary>z → y in place; keeps what the backward pass needs.</summary>
    public void Forward(Span<double> values, ReadOnlySpan<double> gains, ReadOnlySpan<double> shifts)
    {
        double mean = 0.0, variance = 0.0;
        foreach (double value in values) mean += value / width;
        foreach (double value in values) variance += (value - mean) * (value - mean) / width;
        _inverse = 1.0 / Math.Sqrt(variance + Numerics.NormalizationArithmetic.Epsilon);
        for (int index = 0; index < width; index++)
        {
            _normalized[index] = (values[index] - mean) * _inverse;
            values[index] = gains[index] * _normalized[index] + shifts[index];
        }
    }

    /// <summary>
    /// dy → dz in place, and adds to dγ and dβ: dn = dy·γ, dz = (dn − mean(dn) − n·mean(dn·n))/√(σ² + ε). Forward was
    /// n = (z − μ)/√(σ² + ε), y = γ·n + β.
    /// </summary>
    public void Backward(
        Span<double> gradients, ReadOnlySpan<double> gains, Span<double> gainGradients, Span<double> shiftGradients)
    {
        double mean = 0.0, product = 0.0;
        for (int index = 0; index < width; index++)
        {
            gainGradients[index] += gradients[index] * _normalized[index];
            shiftGradients[index] += gradients[index];
            gradients[index] *= gains[index];
            mean += gradients[index] / width;
            product += gradients[index] * _normalized[index] / width;
        }
        for (int index = 0; index < width; index++)
            gradients[index] = (gradients[index] - mean - _normalized[index] * product) * _inverse;
    }
}
