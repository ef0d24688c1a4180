namespace RlTrainer.Numerics;

/// <summary>A row that LayerNorm went through forward.</summary>
internal readonly unsafe ref struct NormalizedRow
{
    /// <summary>n = (z − μ)/√(σ² + ε), in panels.</summary>
    public float* Normalized { get; init; }

    /// <summary>[panels][γ width, β width].</summary>
    public float* Scales { get; init; }

    /// <summary>1/√(σ² + ε).</summary>
    public float Inverse { get; init; }

    /// <summary>How many columns.</summary>
    public int Width { get; init; }

    /// <summary>Floats from one panel of a row to the next.</summary>
    public nint Stride { get; init; }
}
