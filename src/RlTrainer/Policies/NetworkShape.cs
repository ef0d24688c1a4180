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
}
