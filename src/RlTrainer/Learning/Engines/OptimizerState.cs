using RlTrainer.Policies;

namespace RlTrainer.Learning;

/// <summary>Adam's state (Kingma and Ba 2015): first and second moments in the weights' order, and the steps made.</summary>
/// <param name="FirstMoments">One array a weight tensor, named as it.</param>
/// <param name="SecondMoments">One array a weight tensor, named as it.</param>
/// <param name="StepCount">Optimizer steps made so far.</param>
public sealed record OptimizerState(IReadOnlyList<WeightTensor> FirstMoments, IReadOnlyList<WeightTensor> SecondMoments, long StepCount);
