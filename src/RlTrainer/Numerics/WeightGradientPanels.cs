namespace RlTrainer.Numerics;

/// <summary>The operands of the gradient of some panels of a layer's weights, all in panels.</summary>
internal readonly unsafe ref struct WeightGradientPanels
{
    /// <summary>[rows, inputs] what the layer was given.</summary>
    public float* X { get; init; }

    /// <summary>Columns of x.</summary>
    public int Inputs { get; init; }

    /// <summary>[rows, width] of the first panel.</summary>
    public float* Dy { get; init; }

    /// <summary>[inputs, width] of the first panel, and below it its biases: the result.</summary>
    public float* Dw { get; init; }

    /// <summary>Columns that count, over all the panels.</summary>
    public int Columns { get; init; }

    /// <summary>Rows of a panel of x and of dy.</summary>
    public int PanelRows { get; init; }

    /// <summary>First row; from 0 they replace what dw held.</summary>
    public int Start { get; init; }

    /// <summary>One past the last row.</summary>
    public int End { get; init; }

    /// <summary>How many panels.</summary>
    public int Panels { get; init; }
}
