namespace RlTrainer.Numerics;

/// <summary>Where one layer's numbers lie: weights and biases as [outputs/width][inputs + 1][width], the last row of a panel
/// its biases.</summary>
/// <param name="Inputs">Numbers in.</param>
/// <param name="Outputs">Numbers out.</param>
/// <param name="Offset">First float in the weights, gradients and moments.</param>
/// <param name="TransposedOffset">First float in the transposed weights; the first layer has none.</param>
/// <param name="Panels">How its matrices are stored.</param>
/// <param name="Normalizes">Its outputs go through LayerNorm, whose γ
/// and β follow the panels as [outputs/width][γ width, β width].</param>
internal readonly record struct PanelLayer(
    int Inputs, int Outputs, long Offset, long TransposedOffset, Panels Panels, bool Normalizes = false)
{
    /// <summary>Panels of its outputs.</summary>
    public int OutputPanels => Panels.Of(Outputs);

    /// <summary>Rows of weights in a panel: the inputs in whole tiles; the biases are the row after them.</summary>
    public int WeightRows => Panels.PaddedRows(Inputs);

    /// <summary>Floats in one panel, biases included.</summary>
    public int PanelSize => (WeightRows + 1) * Panels.Width;

    /// <summary>Rows in a panel of the transposed weights.</summary>
    public int TransposedRows => OutputPanels * Panels.Width;

    /// <summary>Floats in all panels, and of γ and β.</summary>
    public long Size => (long)OutputPanels * (PanelSize + (Normalizes ? Panels.ScaleSize : 0));

    /// <summary>Floats of the transposed weights.</summary>
    public long TransposedSize => (long)Panels.Of(Inputs) * TransposedRows * Panels.Width;

    /// <summary>First float of a panel.</summary>
    public long PanelOffset(int panel) => Offset + (long)panel * PanelSize;

    /// <summary>First float of a panel's γ; its β are a panel's width further.</summary>
    public long ScaleOffset(int panel) => Offset + (long)OutputPanels * PanelSize + (long)panel * Panels.ScaleSize;
}
