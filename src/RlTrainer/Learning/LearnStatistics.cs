using RlTrainer.Values;

namespace RlTrainer.Learning;

/// <summary>What one update measured: means over the minibatches
/// that were executed. The same numbers for the same seed.</summary>
/// <param name="LearningRate">Adam's step size.</param>
/// <param name="PolicyLoss">Clipped surrogate, negated.</param>
/// <param name="ValueLoss">Mean squared error of the values.</param>
/// <param name="Entropy">Over legal actions of decisions, nats.</param>
/// <param name="ApproximateKl">Mean over all minibatches, the one that stopped the update included.</param>
/// <param name="LargestKl">The largest of a minibatch.</param>
/// <param name="ClipFraction">Share of ratios that were clipped.</param>
/// <param name="GradientNorm">Mean norm before it was limited.</param>
/// <param name="ExplainedVariance">Of the returns by the values before the update; NaN when the returns never vary.</param>
/// <param name="MinibatchesExecuted">Optimizer steps made.</param>
/// <param name="MinibatchesPlanned">Optimizer steps without the KL stop.</param>
/// <param name="StoppedByKl">The KL limit ended the update.</param>
public sealed record LearnStatistics(
    double LearningRate, double PolicyLoss, double ValueLoss, double Entropy, double ApproximateKl, double LargestKl,
    double ClipFraction, double GradientNorm, double ExplainedVariance, int MinibatchesExecuted, int MinibatchesPlanned,
    bool StoppedByKl)
{
    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
