namespace RlTrainer.Numerics;

/// <summary>The operands of a layer forward, all in panels.</summary>
internal readonly unsafe ref struct LayerPanels
{
    /// <summary>[rows, inputs].</summary>
    public float* X { get; init; }

    /// <summary>Columns of x.</summary>
    public int Inputs { get; init; }

    /// <summary>[inputs, outputs] and below each panel its biases.</summary>
    public float* Weights { get; init; }

    /// <summary>Rows of a panel of weights, the biases not counted.</summary>
    public int WeightRows { get; init; }

    /// <summary>[rows, outputs] the result.</summary>
    public float* Y { get; init; }

    /// <summary>Columns of y.</summary>
    public int Outputs { get; init; }

    /// <summary>Rows of a panel of x and of y.</summary>
    public int PanelRows { get; init; }

    /// <summary>Rows to compute, whole tiles.</summary>
    public int Rows { get; init; }

    /// <summary>max(y, 0) in place of y.</summary>
    public bool Rectify { get; init; }
}
