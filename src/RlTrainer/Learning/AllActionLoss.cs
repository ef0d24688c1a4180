using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Learning;

/// <summary>
/// The policy's loss of one state whose advantage is known for every legal action, and its gradient, in double precision: L = −Σₐ
/// π_old(a)·min(rₐ·Aₐ, clip(rₐ, 1 ± ε)·Aₐ) − c₁·H, rₐ = π(a)/π_old(a). It is the expectation of <see cref="PpoLoss"/> over the
/// action drawn, so the draw adds no noise (all-action policy gradient; Sutton, Singh and McAllester 2000; Asadi et al. 2017),
/// and every action has its own clip. KL(π_old ‖ π) and the share of clipped ratios are weighted by the old policy as well.
/// </summary>
internal static class AllActionLoss
{
    /// <summary>The policy's part, for a state with two or more legal actions.</summary>
    /// <param name="logits">[actions].</param>
    /// <param name="mask">[actions] 1 where legal.</param>
    /// <param name="oldLogProbabilities">[actions] log π_old, rounded to float32; only legal actions are read.</param>
    /// <param name="advantages">[actions] A; only legal actions are read.</param>
    /// <param name="settings">ε and c₁.</param>
    /// <param name="share">1 / the number of such states in the minibatch.</param>
    /// <param name="gradient">[actions] ∂L/∂logits.</param>
    /// <param name="singlePrecision">Round the new log-probability as the old one was, so that an unchanged policy has ratio
    /// 1 exactly.</param>
    /// <returns>Loss, entropy, KL and the share of clipped ratios.</returns>
    public static PolicyTerms Policy(
        ReadOnlySpan<double> logits, ReadOnlySpan<byte> mask, ReadOnlySpan<float> oldLogProbabilities,
        ReadOnlySpan<float> advantages,
        in StepSettings settings, double share, Span<double> gradient, bool singlePrecision)
    {
        Span<double> log = stackalloc double[logits.Length], probability = stackalloc double[logits.Length];
        MaskedCategorical.LogProbabilities(logits, mask, log);
        double entropy = MaskedCategorical.Entropy(log, probability), range = settings.ClipRange;
        double surrogate = 0.0, divergence = 0.0, clipped = 0.0, sum = 0.0;
        for (int action = 0; action < logits.Length; action++)
        {
            gradient[action] = 0.0;
            if (mask[action] == 0) continue;
            double logRatio = (singlePrecision ? (float)log[action] : log[action]) - oldLogProbabilities[action];
            double old = PortableMath.Exp(oldLogProbabilities[action]), ratio = PortableMath.Exp(logRatio),
                advantage = advantages[action];
            double free = ratio * advantage, limited = Math.Clamp(ratio, 1.0 - range, 1.0 + range) * advantage;
            surrogate += old * Math.Min(free, limited);
            divergence += old * (ratio - 1.0 - logRatio);
            if (Math.Abs(ratio - 1.0) > range) clipped += old;
            // ∂(−π_old·min)/∂ log π(a) = −π_old·r·A where r is not clipped
            if (free <= limited) gradient[action] = -old * free * share;
            sum += gradient[action];
        }
        double entropyGradient = settings.EntropyWeight * share;
        // ∂ log π(a)/∂z = 1[a] − p; ∂H/∂z = −p (log p + H)
        for (int action = 0; action < logits.Length; action++)
            if (mask[action] != 0)
                gradient[action] += -sum * probability[action] + entropyGradient * probability[action] * (log[action] + entropy);
        return new PolicyTerms(-surrogate, entropy, divergence, clipped);
    }
}
