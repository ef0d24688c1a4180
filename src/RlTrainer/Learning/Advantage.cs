using RlTrainer.Environments;

namespace RlTrainer.Learning;

/// <summary>
/// Generalised advantage estimation (Schulman et al. 2016, eq. 16): Aₜ = δₜ + γλ·Aₜ₊₁, δₜ = rₜ + γ·vₜ₊₁ − vₜ. A terminated
/// episode has no vₜ₊₁; a truncated one takes the value of its last observation before the reset; both end the sum. Where the
/// rollout is cut the sum ends with the value of the observation at hand.
/// </summary>
public static class Advantage
{
    /// <summary>Fills the rollout's advantages and returns (A + v).</summary>
    /// <param name="rollout">[steps, envs] complete: rewards, ends, values, and values after the last step.</param>
    /// <param name="discount">γ, in [0, 1].</param>
    /// <param name="lambda">λ of generalised advantage estimation, in [0, 1].</param>
    public static void Compute(Rollout rollout, double discount, double lambda)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        for (int environment = 0; environment < rollout.Environments; environment++)
        {
            double advantage = 0.0, next = rollout.LastValues[environment];
            for (int step = rollout.Steps - 1; step >= 0; step--)
            {
                double value = rollout.Values(step)[environment];
                switch (rollout.Ends(step)[environment])
                {
                    case EpisodeEnd.Terminated: (advantage, next) = (0.0, 0.0); break;
                    case EpisodeEnd.Truncated: (advantage, next) = (0.0, rollout.BootstrapValues(step)[environment]); break;
                }
                advantage = rollout.Rewards(step)[environment] + discount * next - value + discount * lambda * advantage;
                next = value;
                int index = step * rollout.Environments + environment;
                rollout.Advantages[index] = (float)advantage;
                rollout.Returns[index] = (float)(advantage + value);
            }
        }
    }

    /// <summary>1 − Var(returns − values) / Var(returns): 1 for perfect values, 0 for a constant; NaN when the returns never
    /// vary.</summary>
    /// <param name="values">[n] what the value network said.</param>
    /// <param name="returns">[n] what came.</param>
    /// <returns>At most 1; below 0 where a constant would have been better.</returns>
    public static double ExplainedVariance(ReadOnlySpan<float> values, ReadOnlySpan<float> returns)
    {
        var errors = default(Numerics.RunningMoments);
        var targets = default(Numerics.RunningMoments);
        for (int index = 0; index < returns.Length; index++)
        {
            errors = errors.With((double)returns[index] - values[index]);
            targets = targets.With(returns[index]);
        }
        return targets.Variance > 0.0 ? 1.0 - errors.Variance / targets.Variance : double.NaN;
    }

    /// <summary>
    /// Normalises the advantages of the states that are decisions, by their mean and sample deviation; the others become 0.
    /// Equal advantages become 0, nothing divides by zero.
    /// </summary>
    /// <param name="advantages">[n].</param>
    /// <param name="isDecision">[n] the state has two or more legal actions.</param>
    public static void Normalize(Span<float> advantages, ReadOnlySpan<bool> isDecision)
    {
        var moments = default(Numerics.RunningMoments);
        for (int index = 0; index < advantages.Length; index++)
            if (isDecision[index]) moments = moments.With(advantages[index]);
        double deviation = moments.Count > 1 ? Math.Sqrt(moments.SquaredDeviations / (moments.Count - 1)) : 0.0;
        for (int index = 0; index < advantages.Length; index++)
            advantages[index] = isDecision[index] ? (float)((advantages[index] - moments.Mean) / (deviation + 1e-8)) : 0f;
    }
}
