namespace RlTrainer.Policies;

/// <summary>
/// The policy and the value network: two separate perceptrons with the same inputs and hidden widths, ReLU between layers.
/// </summary>
/// <param name="Inputs">Numbers in one observation.</param>
/// <param name="Hidden">Widths of the hidden layers; [512, 256, 128] is the default.</param>
/// <param name="Actions">Outputs of the policy network; the value network has one.</param>
public sealed record NetworkShape(int Inputs, IReadOnlyList<int> Hidden, int Actions)
{
    /// <summary>The default hidden widths.</summary>
    public static IReadOnlyList<int> DefaultHidden { get; } = [512, 256, 128];

    /// <summary>
    /// LayerNorm (Ba, Kiros and Hinton 2016) between the sums of every hidden layer and their ReLU; its γ and β are the tensors
    /// gain and shift of the layer. Off by default.
    /// </summary>
    public bool LayerNorm { get; init; }

    /// <summary>Layers of one network, its head included.</summary>
    public int LayerCount => Hidden.Count + 1;

    /// <summary>The shape itself when every number is possible.</summary>
    /// <exception cref="ArgumentException">A number is out of range; the message names it and the range.</exception>
    public NetworkShape Checked()
    {
        if (Inputs is < 1 or > 65536) throw new ArgumentException($"Inputs was {Inputs}; must be in [1, 65536].");
        if (Actions is < 1 or > 1024) throw new ArgumentException($"Actions was {Actions}; must be in [1, 1024].");
        if (Hidden.Count is < 1 or > 16) throw new ArgumentException($"Hidden had {Hidden.Count} layers; must be 1 to 16.");
        foreach (int width in Hidden)
            if (width is < 1 or > 16384)
                throw new ArgumentException($"A hidden width was {width}; must be in [1, 16384]; 512, 256, 128 is usual.");
        return this;
    }

    /// <summary>Numbers that enter layer <paramref name="layer"/>, counted from 0.</summary>
    /// <param name="layer">In [0, hidden layers]; the last is the head.</param>
    /// <returns>The layer's width before it.</returns>
    public int LayerInputs(int layer) => layer == 0 ? Inputs : Hidden[layer - 1];

    /// <summary>Numbers that leave layer <paramref name="layer"/>; the
    /// last layer is the head, with <paramref name="outputs"/>.</summary>
    /// <param name="layer">In [0, hidden layers]; the last is the head.</param>
    /// <param name="outputs">The head's width: the number of actions, or 1 for a value.</param>
    /// <returns>The layer's own width.</returns>
    public int LayerOutputs(int layer, int outputs) => layer < Hidden.Count ? Hidden[layer] : outputs;

    /// <summary>Name and dimensions of every tensor, in the order of <see cref="PolicyWeights"/>.</summary>
    public IEnumerable<(string Name, int[] Shape)> Tensors()
    {
        foreach ((string network, int outputs) in new[] { ("policy", Actions), ("value", 1) })
        {
            for (int layer = 0; layer < LayerCount; layer++)
            {
                int rows = LayerOutputs(layer, outputs);
                yield return ($"{network}.{layer}.weight", [rows, LayerInputs(layer)]);
                yield return ($"{network}.{layer}.bias", [rows]);
                if (!LayerNorm || layer == Hidden.Count) continue;
                yield return ($"{network}.{layer}.gain", [rows]);
                yield return ($"{network}.{layer}.shift", [rows]);
            }
        }
    }

    /// <summary>Equal when all widths are.</summary>
    /// <param name="other">Another shape, or null.</param>
    /// <returns>True for equal inputs, actions, hidden widths and LayerNorm.</returns>
    public bool Equals(NetworkShape? other) =>
        other is not null && Inputs == other.Inputs && Actions == other.Actions && LayerNorm == other.LayerNorm
            && Hidden.SequenceEqual(other.Hidden);

    /// <inheritdoc/>
    public override int GetHashCode() => Hidden.Aggregate(Inputs * 31 + Actions, (hash, width) => hash * 31 + width);

    /// <summary>The widths in a row: 228-512-256-128-3, and "with LayerNorm" where it has it.</summary>
    public override string ToString() => string.Join('-', Hidden.Prepend(Inputs).Append(Actions))
        + (LayerNorm ? " with LayerNorm" : "");
}
