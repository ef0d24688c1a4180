using RlTrainer.Values;

namespace RlTrainer.Learning;

/// <summary>What one minibatch measured, before its step. Policy figures
/// are means over states with two or more legal actions.</summary>
/// <param name="Stepped">False when the KL limit stopped the step.</param>
/// <param name="PolicyLoss">Clipped surrogate, negated.</param>
/// <param name="ValueLoss">Mean squared error of the values, before its weight.</param>
/// <param name="Entropy">Mean entropy over legal actions, nats.</param>
/// <param name="ApproximateKl">Mean of (ratio − 1) − log ratio (Schulman's low-variance estimate).</param>
/// <param name="ClipFraction">Share of ratios outside 1 ± clip range.</param>
/// <param name="GradientNorm">Norm of the gradient of all weights before it was limited.</param>
/// <param name="DecisionCount">States with two or more legal actions.</param>
public readonly record struct MinibatchStatistics(
    bool Stepped, float PolicyLoss, float ValueLoss, float Entropy, float ApproximateKl, float ClipFraction,
    float GradientNorm, int DecisionCount)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
