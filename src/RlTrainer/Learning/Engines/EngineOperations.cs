using RlTrainer.Policies;

namespace RlTrainer.Learning;

/// <summary>
/// Floating-point operations of an engine's work, counted as executed: a multiply-add is two; every weight costs one forward,
/// one for its gradient and one for the gradient of its inputs, which the first layer does not need. The policy network
/// learns from decisions alone. What else is done (biases, ReLU, loss, Adam, padding) takes time but counts as nothing.
/// </summary>
internal static class EngineOperations
{
    /// <summary>Operations of evaluating so many observations with both networks.</summary>
    public static double Evaluation(NetworkShape network, long count)
    {
        ArgumentNullException.ThrowIfNull(network);
        return count * (Forward(network, network.Actions) + Forward(network, 1));
    }

    /// <summary>Operations of one optimizer step.</summary>
    /// <param name="network">The networks' widths.</param>
    /// <param name="count">States in the minibatch: all teach the value network.</param>
    /// <param name="decisions">Of them, those with two or more legal actions: they teach the policy network.</param>
    /// <param name="stepped">False when the KL limit stopped the step after the forward pass.</param>
    public static double Step(NetworkShape network, long count, long decisions, bool stepped)
    {
        ArgumentNullException.ThrowIfNull(network);
        double first = 2.0 * network.Inputs * network.Hidden[0];
        double policy = Forward(network, network.Actions), value = Forward(network, 1);
        return stepped
            ? decisions * (3.0 * policy - first) + count * (3.0 * value - first)
            : decisions * policy + count * value;
    }

    private static double Forward(NetworkShape network, int outputs) =>
        Enumerable.Range(0, network.LayerCount)
            .Sum(layer => 2.0 * network.LayerInputs(layer) * network.LayerOutputs(layer, outputs));
}
