using System.Globalization;
using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Checkpoints;

/// <summary>
/// Looks at every number of a checkpoint before anything acts on it. A weight that is not a number makes a policy that does
/// nothing, which no rule forbids: it would be judged as one that kept all rules.
/// </summary>
internal static class CheckpointNumbers
{
    /// <summary>Beyond this a weight is damage: trained ones stay below some hundreds.</summary>
    public const float LargestWeight = 1e6f;

    /// <summary>Beyond this a mean or deviation is damage: prices, volumes and dollars stay below.</summary>
    public const double LargestStatistic = 1e12;

    /// <summary>What is wrong with a checkpoint's numbers, the first fault; null where nothing is.</summary>
    /// <param name="checkpoint">A model or a checkpoint whose parts have the right shapes.</param>
    /// <returns>A sentence that names tensor and place.</returns>
    public static string? Fault(Checkpoint checkpoint) =>
        InTensors(checkpoint.Weights.Tensors, "weight", -LargestWeight) ?? InFeatures(checkpoint)
            ?? InDense(checkpoint.Dense.Moments, checkpoint.Manifest.DenseCount)
        ?? (checkpoint.Trainer is { } trainer ? InTrainer(trainer) : null);

    /// <summary>The checkpoint itself, when all its numbers can be acted on.</summary>
    /// <param name="checkpoint">A model or a checkpoint.</param>
    /// <param name="origin">Where it came from, for the message.</param>
    /// <exception cref="InvalidDataException">They cannot; the message names the first such number.</exception>
    public static Checkpoint Checked(this Checkpoint checkpoint, string origin) => Fault(checkpoint) is { } fault
        ? throw new InvalidDataException($"{origin}: {fault} The model cannot be used; take another checkpoint of the run.")
        : checkpoint;

    private static string? InTensors(IReadOnlyList<WeightTensor> tensors, string kind, float least, float most = LargestWeight)
    {
        foreach (WeightTensor tensor in tensors)
        {
            for (int index = 0; index < tensor.Values.Length; index++)
            {
                float value = tensor.Values[index];
                if (!(value >= least && value <= most))
                    return string.Create(CultureInfo.InvariantCulture,
                        $"the {kind} {tensor.Name}[{index}] was {value}; expected a number in [{least}, {most}].");
            }
        }
        return null;
    }

    private static string? InFeatures(Checkpoint checkpoint)
    {
        (IReadOnlyList<double> means, IReadOnlyList<double> deviations) = (
            checkpoint.Features.Means, checkpoint.Features.Deviations);
        int count = checkpoint.Manifest.Features.Count;
        if (checkpoint.Features.Names.Count != count || means.Count != count || deviations.Count != count)
            return string.Create(CultureInfo.InvariantCulture, $"the feature normaliser has {checkpoint.Features.Names.Count} "
                + $"names, {means.Count} means and {deviations.Count} deviations; expected {count} of each, one a feature of "
                + $"the manifest.");
        for (int feature = 0; feature < count; feature++)
        {
            string name = Files.PrintableText.Name(checkpoint.Features.Names[feature]);
            if (!(Math.Abs(means[feature]) <= LargestStatistic))
                return string.Create(CultureInfo.InvariantCulture,
                    $"the mean of feature '{name}' was {means[feature]}; expected a number in ±{LargestStatistic}.");
            if (!(deviations[feature] >= 0 && deviations[feature] <= LargestStatistic))
                return string.Create(CultureInfo.InvariantCulture, $"the deviation of feature '{name}' was "
                    + $"{deviations[feature]}; expected a number in [0, {LargestStatistic}], where 0 is a feature that never "
                    + $"varied.");
        }
        return count > 0 && deviations.All(deviation => deviation <= 1e-12)
            ? string.Create(CultureInfo.InvariantCulture, $"the deviations of all {count} features were 0; expected at least "
                + $"one above 0, since this model would see nothing of the market.")
            : null;
    }

    private static string? InDense(IReadOnlyList<RunningMoments> moments, int count)
    {
        if (moments.Count != count)
            return string.Create(CultureInfo.InvariantCulture,
                $"the normaliser of positions has {moments.Count} entries; expected {count}.");
        for (int index = 0; index < moments.Count; index++)
        {
            (long seen, double mean, double squares) = moments[index];
            if (seen < 0 || !(Math.Abs(mean) <= LargestStatistic) || !(squares >= 0 && double.IsFinite(squares)))
                return string.Create(CultureInfo.InvariantCulture, $"the statistics of position number {index} were count "
                    + $"{seen}, mean {mean}, squared deviations {squares}; expected a count and a sum of 0 or more and a mean "
                    + $"in ±{LargestStatistic}.");
        }
        return null;
    }

    private static string? InTrainer(TrainerState trainer)
    {
        if (trainer.Updates < 0 || trainer.Steps < 0 || trainer.Optimizer.StepCount < 0)
            return string.Create(CultureInfo.InvariantCulture, $"the trainer had {trainer.Updates} updates, {trainer.Steps} "
                + $"steps and {trainer.Optimizer.StepCount} optimizer steps; expected 0 or more of each.");
        if (trainer.EpisodeRewards.Any(reward => !double.IsFinite(reward)) || trainer.EpisodeLengths.Any(length => length < 0))
            return "an episode under way had a reward that is no number or a length below 0; expected finite rewards and "
                + "lengths from 0 on.";
        return InTensors(trainer.Optimizer.FirstMoments, "first moment", -float.MaxValue, float.MaxValue)
            ?? InTensors(trainer.Optimizer.SecondMoments, "second moment", 0, float.MaxValue);
    }
}
