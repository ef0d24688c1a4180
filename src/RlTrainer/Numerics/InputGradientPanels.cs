namespace RlTrainer.Numerics;

/// <summary>The operands of the gradient of a layer's inputs, all in panels.</summary>
internal readonly unsafe ref struct InputGradientPanels
{
    /// <summary>[rows, outputs].</summary>
    public float* Dy { get; init; }

    /// <summary>Columns of dy.</summary>
    public int Outputs { get; init; }

    /// <summary>[outputs, inputs] the weights, transposed.</summary>
    public float* Transposed { get; init; }

    /// <summary>Rows of a panel of them.</summary>
    public int TransposedRows { get; init; }

    /// <summary>[rows, inputs] what the layer was given.</summary>
    public float* X { get; init; }

    /// <summary>[rows, inputs] the result.</summary>
    public float* Dx { get; init; }

    /// <summary>Panels of x and of dx.</summary>
    public int InputPanels { get; init; }

    /// <summary>Rows of a panel of dy, x and dx.</summary>
    public int PanelRows { get; init; }

    /// <summary>Rows to compute, whole tiles.</summary>
    public int Rows { get; init; }
}
