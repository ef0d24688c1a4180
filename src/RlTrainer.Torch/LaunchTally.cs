using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Policies;

namespace RlTrainer.Torch;

/// <summary>
/// How many operations a call hands to the device, counted in the sources: one for each tensor operation that computes or copies,
/// none for views. Autograd's are, for each layer, the product of the weights' gradient and the sum of the biases', and below
/// every layer but the first the product of the inputs' gradient and the ReLU's gate. A GPU launches each as one kernel or more.
/// </summary>
/// <param name="layout">What one observation is made of.</param>
/// <param name="network">Layer widths.</param>
/// <param name="copies">True where a minibatch is copied to the device, false where both are one memory.</param>
internal sealed class LaunchTally(ObservationLayout layout, NetworkShape network, bool copies)
{
    private const int PolicyTerms = 29, ValueTerms = 6, ClippedValueTerms = 17, Figures = 10, Adam = 21;
    private readonly int _gather = layout.TableSize == 0 ? 0 : layout.DenseCount == 0 ? 1 : 2;
    private readonly int _forward = 2 * (2 * network.LayerCount - 1), _backward = 2 * (4 * network.LayerCount - 2);

    /// <summary>Operations so far.</summary>
    public long Count { get; private set; }

    /// <summary>Two copies up, the gather, both networks, one joined copy back.</summary>
    public void Evaluated() => Count += (copies ? 2 : 0) + _gather + _forward + 2;

    /// <summary>Three copies up, the gather, the decisions' rows, both networks, the loss and its gradient, the layers' gradients, figures, Adam.</summary>
    /// <param name="allDecide">Every state has two or more legal actions, so no rows are chosen.</param>
    /// <param name="settings">A value clip range adds operations.</param>
    public void Stepped(bool allDecide, StepSettings settings) =>
        Count += (copies ? 3 : 0) + _gather + (allDecide ? 0 : 1) + _forward + PolicyTerms
            + (settings.ValueClipRange > 0f ? ClippedValueTerms : ValueTerms) + _backward + Figures + Adam;
}
