using RlTrainer.Policies;

namespace RlTrainer.Torch;

/// <summary>
/// Counts the operations handed to the device, each a kernel launch or a copy on a GPU. Every statement that computes passes
/// its result through here with the number of operations it has; views and fresh memory launch nothing. TorchSharp offers no
/// profiler, and its own count of tensors leaves out what is done in place.
/// </summary>
internal sealed class LaunchCount
{
    /// <summary>Operations so far.</summary>
    public long Total { get; private set; }

    /// <summary>Adds operations that have no result of their own.</summary>
    public void Add(int operations) => Total += operations;

    /// <summary>
    /// What autograd launches for the gradient of one of the two networks: for each layer a product for the weights and a
    /// sum for the bias, and
    /// for each but the first a product for its inputs and the mask of the ReLU before it, and LayerNorm's two.
    /// </summary>
    public static int Backward(NetworkShape network) =>
        2 * network.LayerCount + (network.LayerNorm ? 4 : 2) * network.Hidden.Count;
}
