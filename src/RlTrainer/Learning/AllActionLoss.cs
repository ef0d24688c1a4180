using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Learning;

/// <summary>
/// The policy's loss of one state whose advantage is known for every legal action, and its gradient, in double precision:
/// L = −Σₐ π_old(a)·min(rₐ·Aₐ, clip(rₐ, 1 ± ε)·Aₐ) − c₁·H, rₐ = π(a)/π_old(a).
/// It is the expectation of <see cref="PpoLoss"/> over the
/// action drawn, so the draw adds no noise (all-action policy gradient; Sutton, Singh and McAllester 2000; Asadi et al. 2017),
/// and every action has its own clip. KL(π_old ‖ π) and the share of clipped ratios are weighted by the old policy as well.
/// </summary>
internal static class AllActionLoss
{
    /// <summary>The policy's part, for a state with two or more legal actions.</summary>
    /// <param name="state">Logits and legal actions.</param>
    /// <param name="oldLogProbabilities">[actions] log π_old, rounded to float32; only legal actions are read.</param>
    /// <param name="advantages">[actions] A; only legal actions are read.</param>
    /// <param name="settings">ε and c₁.</param>
    /// <param name="gradient">[actions] ∂L/∂logits.</param>
    /// <returns>Loss, entropy, KL and the share of clipped ratios.</returns>
    public static PolicyTerms Policy(
        in PolicyState state, ReadOnlySpan<float> oldLogProbabilities, ReadOnlySpan<float> advantages, in StepSettings settings,
        Span<double> gradient)
    {
        ReadOnlySpan<double> logits = state.Logits;
        ReadOnlySpan<byte> mask = state.Mask;
        Span<double> log = stackalloc double[logits.Length], probability = stackalloc double[logits.Length];
        MaskedCategorical.LogProbabilities(logits, mask, log);
        double entropy = MaskedCategorical.Entropy(log, probability), range = settings.ClipRange;
        double surrogate = 0.0, divergence = 0.0, clipped = 0.0, sum = 0.0;
        for (int action = 0; action < logits.Length; action++)
        {
            gradient[action] = 0.0;
            if (mask[action] == 0) continue;
            double logRatio = state.Compared(log[action]) - oldLogProbabilities[action];
            double old = PortableMath.Exp(oldLogProbabilities[action]), ratio = PortableMath.Exp(logRatio),
                advantage = advantages[action];
            double free = ratio * advantage, limited = Math.Clamp(ratio, 1.0 - range, 1.0 + range) * advantage;
            surrogate += old * Math.Min(free, limited);
            divergence += old * (ratio - 1.0 - logRatio);
            if (Math.Abs(ratio - 1.0) > range) clipped += old;
            // ∂(−π_old·min)/∂ log π(a) = −π_old·r·A where r is not clipped
            if (free <= limited) gradient[action] = -old * free * state.Share;
            sum += gradient[action];
        }
        double entropyGradient = settings.EntropyWeight * state.Share;
        // ∂ log π(a)/∂z = 1[a] − p; ∂H/∂z = −p (log p + H)
        for (int action = 0; action < logits.Length; action++)
            if (mask[action] != 0)
                gradient[action] += -sum * probability[action] + entropyGradient * probability[action] * (log[action] + entropy);
        return new PolicyTerms(-surrogate, entropy, divergence, clipped);
    }
}
