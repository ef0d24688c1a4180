using RlTrainer.Learning;
using static TorchSharp.torch;

namespace RlTrainer.Torch;

/// <summary>
/// PPO's loss as a graph on the device. The policy's terms are means over the states with two or more legal actions, which
/// are all the policy network is given; the value's term is a mean over all states. Between the networks' outputs and the
/// loss everything is float64: a few numbers a sample, and an unchanged policy then has a ratio of 1 to rounding.
/// </summary>
internal static class PpoGraph
{
    private const double IllegalLogit = -1e9;   // far enough below any logit that its probability is exactly 0

    /// <summary>One minibatch's figures, each [], and the loss to minimise.</summary>
    public readonly record struct Terms(Tensor Loss, Tensor Policy, Tensor Value, Tensor Entropy, Tensor Kl, Tensor ClipFraction);

    /// <summary>What the policy's terms need, for the d states with a choice.</summary>
    /// <param name="Illegal">[d, actions] true where the action was illegal.</param>
    /// <param name="Actions">[d, 1] actions taken.</param>
    /// <param name="OldLogProbabilities">[d].</param>
    /// <param name="Advantages">[d].</param>
    public readonly record struct Decisions(Tensor Illegal, Tensor Actions, Tensor OldLogProbabilities, Tensor Advantages);

    /// <summary>Logits [d, actions] of the states with a choice, values [n] of all → the loss.</summary>
    public static Terms Loss(Tensor logits, Decisions decisions, Tensor values, Tensor returns, Tensor? oldValues, int count, StepSettings settings)
    {
        double share = 1.0 / Math.Max(count, 1);
        Tensor logProbabilities = logits.to(ScalarType.Float64).masked_fill(decisions.Illegal, IllegalLogit).log_softmax(1);
        Tensor entropy = (logProbabilities.exp() * logProbabilities).sum() * -share;
        Tensor logRatio = logProbabilities.gather(1, decisions.Actions).squeeze(1) - decisions.OldLogProbabilities;
        Tensor ratio = logRatio.exp();
        Tensor clipped = ratio.clamp(1.0 - settings.ClipRange, 1.0 + settings.ClipRange);
        Tensor policy = minimum(ratio * decisions.Advantages, clipped * decisions.Advantages).sum() * -share;   // Schulman et al. 2017, eq. 7
        Tensor value = ValueLoss(values.to(ScalarType.Float64), returns, oldValues, settings.ValueClipRange);
        Tensor loss = policy - entropy * settings.EntropyWeight + value * settings.ValueWeight;
        using (no_grad())
        {
            Tensor excess = ratio - 1.0;
            Tensor kl = (excess - logRatio).sum() * share;
            Tensor clipFraction = excess.abs().gt(settings.ClipRange).sum(ScalarType.Float64) * share;
            return new Terms(loss, policy, value, entropy, kl, clipFraction);
        }
    }

    private static Tensor ValueLoss(Tensor values, Tensor returns, Tensor? oldValues, float clipRange)
    {
        Tensor squares = (values - returns).square();
        if (oldValues is null) return squares.mean();
        Tensor near = oldValues + (values - oldValues).clamp(-clipRange, clipRange);
        return maximum(squares, (near - returns).square()).mean();
    }
}
