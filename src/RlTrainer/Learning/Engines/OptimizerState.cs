using RlTrainer.Policies;
using RlTrainer.Values;

namespace RlTrainer.Learning;

/// <summary>Adam's state (Kingma and Ba 2015): first and second moments in the weights' order, and the steps made.</summary>
/// <param name="FirstMoments">One array a weight tensor, named as it.</param>
/// <param name="SecondMoments">One array a weight tensor, named as it.</param>
/// <param name="StepCount">Optimizer steps made so far.</param>
public sealed record OptimizerState(
    IReadOnlyList<WeightTensor> FirstMoments, IReadOnlyList<WeightTensor> SecondMoments, long StepCount)
{
    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
