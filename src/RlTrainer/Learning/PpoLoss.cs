using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Learning;

/// <summary>
/// The loss of one sample and its gradient, in double precision:
/// L = −min(r·A, clip(r, 1 ± ε)·A) − c₁·H + c₂·(v − R)² (Schulman et al. 2017, eq. 7 and 9),
/// r = exp(log π(a) − log π_old(a)). Every engine's loss is this one or is tested against it.
/// </summary>
internal static class PpoLoss
{
    /// <summary>The policy's part, for a state with two or more legal actions.</summary>
    /// <param name="state">Logits and legal actions.</param>
    /// <param name="action">The action taken.</param>
    /// <param name="oldLogProbability">Its log-probability then, rounded to float32.</param>
    /// <param name="advantage">A.</param>
    /// <param name="settings">ε and c₁.</param>
    /// <param name="gradient">[actions] ∂L/∂logits.</param>
    /// <returns>Loss, entropy, KL and clipping of this one state, before it is shared.</returns>
    public static PolicyTerms Policy(
        in PolicyState state, int action, float oldLogProbability, double advantage, in StepSettings settings,
        Span<double> gradient)
    {
        ReadOnlySpan<double> logits = state.Logits;
        ReadOnlySpan<byte> mask = state.Mask;
        Span<double> log = stackalloc double[logits.Length], probability = stackalloc double[logits.Length];
        MaskedCategorical.LogProbabilities(logits, mask, log);
        double logRatio = state.Compared(log[action]) - oldLogProbability;
        double ratio = PortableMath.Exp(logRatio), range = settings.ClipRange;
        double free = ratio * advantage, limited = Math.Clamp(ratio, 1.0 - range, 1.0 + range) * advantage;
        double entropy = MaskedCategorical.Entropy(log, probability);

        // ∂(−min)/∂ log π(a) = −r·A where r is not clipped
        double logGradient = free <= limited ? -free * state.Share : 0.0;
        double entropyGradient = settings.EntropyWeight * state.Share;
        for (int other = 0; other < logits.Length; other++)
        {
            if (mask[other] == 0) { gradient[other] = 0.0; continue; }
            // ∂ log π(a)/∂z = 1[a] − p; ∂H/∂z = −p (log p + H)
            double indicator = other == action ? 1.0 : 0.0;
            gradient[other] = logGradient * (indicator - probability[other])
                + entropyGradient * probability[other] * (log[other] + entropy);
        }
        return new PolicyTerms(
            -Math.Min(free, limited), entropy, ratio - 1.0 - logRatio, Math.Abs(ratio - 1.0) > range ? 1.0 : 0.0);
    }

    /// <summary>The value's part: (v − R)², or the larger of it and
    /// (v_old + clip(v − v_old) − R)² with a value clip range.</summary>
    /// <param name="value">v.</param>
    /// <param name="target">R.</param>
    /// <param name="oldValue">v when the action was taken.</param>
    /// <param name="settings">c₂ and the value clip range.</param>
    /// <param name="share">1 / the number of states in the minibatch.</param>
    /// <param name="gradient">∂L/∂v.</param>
    /// <returns>The loss of this one state, before weight and share.</returns>
    public static double Value(
        double value, double target, double oldValue, in StepSettings settings, double share, out double gradient)
    {
        double error = value - target, loss = error * error;
        double weight = 2.0 * settings.ValueWeight * share;
        gradient = weight * error;
        if (settings.ValueClipRange <= 0f) return loss;
        double limitedError = oldValue + Math.Clamp(value - oldValue, -settings.ValueClipRange, settings.ValueClipRange) - target;
        if (limitedError * limitedError <= loss) return loss;
        gradient = Math.Abs(value - oldValue) < settings.ValueClipRange ? weight * limitedError : 0.0;
        return limitedError * limitedError;
    }
}
