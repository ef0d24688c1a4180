using RlTrainer.Values;

namespace RlTrainer.Learning;

/// <summary>What one optimizer step needs to know; the learner sets it anew for each update.</summary>
/// <param name="LearningRate">Adam's step size.</param>
/// <param name="ClipRange">Probability ratios are clipped to 1 ± this (Schulman et al. 2017, eq. 7).</param>
/// <param name="EntropyWeight">Weight of the entropy bonus.</param>
/// <param name="ValueWeight">Weight of the value loss.</param>
/// <param name="GradientNormLimit">The gradient of all weights together is scaled down to this norm.</param>
/// <param name="KlLimit">No step is made when the minibatch's approximate KL exceeds this; infinity never stops.</param>
/// <param name="ValueClipRange">Values are clipped to the old value ± this; 0 switches it off.</param>
/// <param name="LimitsNetworksApart">The gradient-norm limit holds for each network alone, so that a large error of the
/// values does not slow the policy.</param>
/// <param name="IsValueOnly">The policy network and its moments stay as they are; only the value network steps.</param>
public readonly record struct StepSettings(
    float LearningRate, float ClipRange, float EntropyWeight, float ValueWeight, float GradientNormLimit, float KlLimit,
    float ValueClipRange = 0f, bool LimitsNetworksApart = false, bool IsValueOnly = false)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
