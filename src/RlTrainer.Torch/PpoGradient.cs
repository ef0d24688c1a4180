using RlTrainer.Learning;
using static TorchSharp.torch;

namespace RlTrainer.Torch;

/// <summary>
/// PPO's loss and its gradient by the networks' outputs, <see cref="PpoLoss"/> on whole tensors. Written out, because a graph
/// of the loss would launch three times as many operations as it has; below the outputs autograd takes over. Everything here
/// is float64: a few numbers a sample, and an unchanged policy then has a ratio of 1 to rounding.
/// </summary>
internal static class PpoGradient
{
    private const double IllegalLogit = -1e9;   // far enough below any logit that its probability is exactly 0

    /// <summary>What the policy's terms need, for the d states with a choice.</summary>
    /// <param name="Illegal">[d, actions] true where the action was illegal.</param>
    /// <param name="Actions">[d, 1] actions taken.</param>
    /// <param name="OldLogProbabilities">[d, 1].</param>
    /// <param name="Advantages">[d, 1].</param>
    public readonly record struct Decisions(Tensor Illegal, Tensor Actions, Tensor OldLogProbabilities, Tensor Advantages);

    /// <summary>
    /// Logits [d, actions] in float32 → their gradient [d, actions] in float32, and four sums over the d states
    /// [4]: min(r·A, clip(r)·A), Σ p log p, (r − 1) − log r, and 1 where the ratio lies outside the clip range.
    /// </summary>
    public static (Tensor Gradient, Tensor Sums) Policy(
        Tensor logits, Decisions decisions, StepSettings settings, LaunchCount launches)
    {
        double share = 1.0 / Math.Max(1, logits.shape[0]);
        Tensor log = logits.to(ScalarType.Float64).masked_fill_(decisions.Illegal, IllegalLogit).log_softmax(1).On(launches, 3);
        Tensor probabilities = log.exp().On(launches),
            negativeEntropy = (probabilities * log).sum(1, keepdim: true).On(launches, 2);
        Tensor logRatio = (log.gather(1, decisions.Actions) - decisions.OldLogProbabilities).On(launches, 2),
            ratio = logRatio.exp().On(launches);
        Tensor free = (ratio * decisions.Advantages).On(launches);
        // Schulman et al. 2017, eq. 7
        Tensor limited = (ratio.clamp(1.0 - settings.ClipRange, 1.0 + settings.ClipRange) * decisions.Advantages).On(launches, 2);

        // ∂(−min)/∂ log π(a) = −r·A where r is not clipped
        Tensor logGradient = (free * free.le(limited)).mul_(-share).On(launches, 3);
        Tensor gradient = (log - negativeEntropy).mul_(settings.EntropyWeight * share)       // ∂H/∂z = −p (log p + H)
            .sub_(logGradient).mul_(probabilities)                                           // ∂ log π(a)/∂z = 1[a] − p
            .scatter_add_(1, decisions.Actions, logGradient).On(launches, 5);

        Tensor excess = (ratio - 1.0).On(launches);
        Tensor isClipped = excess.abs().gt(settings.ClipRange).to(ScalarType.Float64).On(launches, 3);
        Tensor sums = cat([minimum(free, limited), negativeEntropy, excess - logRatio, isClipped], 1).sum(dim: 0).On(launches, 4);
        return (gradient.to(ScalarType.Float32).On(launches), sums);
    }

    /// <summary>Values [n, 1] → their gradient [n, 1] in float32, and the sum of their losses [1].</summary>
    /// <param name="values">[n, 1] v.</param>
    /// <param name="returns">[n, 1] R.</param>
    /// <param name="oldValues">[n, 1] v when the actions were taken; null without value clipping.</param>
    /// <param name="settings">The value's weight and clip range.</param>
    /// <param name="launches">Where the operations are counted.</param>
    public static (Tensor Gradient, Tensor Sum) Value(
        Tensor values, Tensor returns, Tensor? oldValues, StepSettings settings, LaunchCount launches)
    {
        double weight = 2.0 * settings.ValueWeight / values.shape[0];
        Tensor current = values.to(ScalarType.Float64).On(launches), error = (current - returns).On(launches),
            loss = error.square().On(launches);
        if (oldValues is not null)
        {
            Tensor moved = (current - oldValues).On(launches);
            Tensor limitedError =
                (moved.clamp(-settings.ValueClipRange, settings.ValueClipRange) + oldValues - returns).On(launches, 3);
            Tensor limitedLoss = limitedError.square().On(launches), isLimited = limitedLoss.gt(loss).On(launches);
            error = where(isLimited, limitedError * moved.abs().lt(settings.ValueClipRange), error).On(launches, 4);
            loss = where(isLimited, limitedLoss, loss).On(launches);
        }
        return ((error * weight).to(ScalarType.Float32).On(launches, 2), loss.sum(dim: 0).On(launches));
    }
}
