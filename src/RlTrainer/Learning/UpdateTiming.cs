using RlTrainer.Values;

namespace RlTrainer.Learning;

/// <summary>Seconds an update spent in its parts; differs from run to run.</summary>
/// <param name="EnvironmentSeconds">Observing, masks, stepping, resetting.</param>
/// <param name="InferenceSeconds">Networks forward and sampling.</param>
/// <param name="LearningSeconds">Advantages and minibatches.</param>
public readonly record struct UpdateTiming(double EnvironmentSeconds, double InferenceSeconds, double LearningSeconds)
{
    /// <summary>All parts.</summary>
    public double TotalSeconds => EnvironmentSeconds + InferenceSeconds + LearningSeconds;

    /// <inheritdoc/>
    public override string ToString() => RecordText.Of(this);
}
