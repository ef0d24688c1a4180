using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Checkpoints;

/// <summary>
/// Makes a model with more actions out of one with fewer: all hidden layers, the value network and the logits of the shared
/// actions are copied, so that a state in which only shared actions are legal is answered with the same bits. A new action
/// starts with weights 0 and a bias at which its mean probability, over sampled in-position states in which it is legal, is
/// <see cref="NewActionProbability"/>. With equal actions everything is copied: a finished model is continued.
/// </summary>
internal static class Transfer
{
    /// <summary>Mean probability of each new action where it is legal, before training.</summary>
    public const double NewActionProbability = 0.02;

    private const int States = 2048, Rounds = 200;
    private const double Tolerance = 1e-6;

    /// <summary>The model to start from.</summary>
    /// <param name="source">A model or a checkpoint.</param>
    /// <param name="target">The run that starts from it.</param>
    /// <returns>The weights to start with, the statistics of the dense part, and a report of what became of every
    /// tensor.</returns>
    /// <exception cref="ArgumentException">The model does not fit the run; the message gives every reason.</exception>
    public static TransferredModel Of(Checkpoint source, TransferTarget target)
    {
        CheckpointManifest manifest = target.Manifest;
        string[] reasons = [.. Refusals(source, manifest, target.Normalizer)];
        if (reasons.Length > 0)
            throw new ArgumentException(
                $"Run '{manifest.Run}' cannot start from the model of run '{source.Manifest.Run}': {string.Join(" ", reasons)}");

        var layout = new ObservationLayout(manifest.WindowBars, manifest.Features.Count, manifest.DenseCount);
        NetworkShape before = source.Network, after = before with { Actions = manifest.Actions.Count };
        using CpuEngine old = Bound(layout, before, source.Weights, target);
        DenseNormalizer dense = AtTheirOwnScale(source.Dense);
        (SampledStates flat, SampledStates inPosition) = SampledStates.Meet(old, dense, target, States);
        float[] biases = new float[after.Actions - before.Actions];
        if (biases.Length > 0)
            biases = SolveBiases(inPosition, inPosition.Logits(old), before.Actions, biases.Length, NewActionProbability);
        PolicyWeights weights = Widen(source.Weights, after, biases, out TransferredTensor[] tensors);

        using CpuEngine widened = Bound(layout, after, weights, target);
        NewAction[] actions =
            NewActions(inPosition, inPosition.Logits(widened), target.Environment.Actions, before.Actions, biases);
        int equal = EqualStates(flat.Logits(old), flat.Logits(widened), before.Actions, after.Actions);
        if (equal != flat.Count)
            throw new ArgumentException(
                $"The shared actions' logits differ on {flat.Count - equal} of {flat.Count} flat states after the transfer; "
                + $"expected equal bits on all. This is a fault of the program.");
        return new TransferredModel(
            weights, dense, new TransferReport(
                $"run '{source.Manifest.Run}', phase {source.Manifest.Phase}, {source.Manifest.Steps} steps, seed "
                + $"{source.Manifest.Seed}", tensors, actions, inPosition.Count, flat.Count, equal));
    }

    private static CpuEngine Bound(
        ObservationLayout layout, NetworkShape network, PolicyWeights weights, TransferTarget target)
    {
        var engine = new CpuEngine(layout, network, target.Manifest.Seed, threads: 1);
        engine.Load(weights);
        engine.Bind(target.Table.Values);
        return engine;
    }

    /// <summary>
    /// Numbers that never varied so far, e.g. the position's where all decisions were made flat, would be divided by next to
    /// nothing once they do. They keep their mean, take a deviation of 1, which is their order, and count as one observation.
    /// </summary>
    private static DenseNormalizer AtTheirOwnScale(DenseNormalizer dense) =>
        dense.Moments.All(moment => moment.Count == 0 || moment.Variance > 0) ? dense
        : new DenseNormalizer(
            [.. dense.Moments.Select(
                moment => moment.Count > 0 && moment.Variance == 0 ? new RunningMoments(1, moment.Mean, 1.0) : moment)]);

    /// <summary>Every reason why a run cannot start from a model, one sentence each; empty when it can.</summary>
    /// <param name="source">A model or a checkpoint.</param>
    /// <param name="target">The manifest of the run that would start from it.</param>
    /// <param name="normalizer">The statistics the run's days are normalised with.</param>
    /// <returns>Sentences; nothing is thrown for a model that does not fit.</returns>
    public static IEnumerable<string> Refusals(Checkpoint source, CheckpointManifest target, FeatureNormalizer normalizer)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(normalizer);
        foreach (string difference in source.Manifest.ModelDifferences(target with { Actions = source.Manifest.Actions }))
            yield return difference;
        if (target.Actions.Count < source.Manifest.Actions.Count
            || !target.Actions.Take(source.Manifest.Actions.Count).SequenceEqual(source.Manifest.Actions))
            yield return $"actions: it has {string.Join(", ", source.Manifest.Actions)}, expected them first among "
                + $"{string.Join(", ", target.Actions)}.";
        FeatureNormalizer theirs = source.Features;
        if (theirs.SetName == normalizer.SetName && theirs.Names.SequenceEqual(normalizer.Names)
            && !(theirs.Means.SequenceEqual(normalizer.Means) && theirs.Deviations.SequenceEqual(normalizer.Deviations)))
            yield return "feature normaliser: its means and deviations are not the ones these days were normalised with; prepare "
                + "the market with the model's own normaliser.";
    }

    private static PolicyWeights Widen(PolicyWeights weights, NetworkShape after, float[] biases, out TransferredTensor[] report)
    {
        int head = after.LayerCount - 1;
        var tensors = new List<WeightTensor>();
        var rows = new List<TransferredTensor>();
        foreach ((string name, int[] shape) in after.Tensors())
        {
            WeightTensor from = weights[name];
            float[] values = new float[shape.Aggregate(1, (product, size) => product * size)];
            from.Values.CopyTo(values, 0);
            if (name == $"policy.{head}.bias") biases.CopyTo(values, from.Values.Length);
            tensors.Add(new WeightTensor(name, shape, values));
            rows.Add(new TransferredTensor(name, from.Shape, shape, shape[0] - from.Shape[0]));
        }
        report = [.. rows];
        return new PolicyWeights(tensors).CheckedAgainst(after);
    }

    /// <summary>
    /// b ← b + log(wanted / mean probability), action after action, until each mean is the wanted one. The mean grows with its
    /// own bias and falls with the others', and the wanted probabilities sum to less than 1, so the rounds close in.
    /// </summary>
    private static float[] SolveBiases(SampledStates states, float[] logits, int shared, int added, double wanted)
    {
        double[] biases = new double[added];
        int[] legal = [.. Enumerable.Range(0, added)
            .Select(action => Enumerable.Range(0, states.Count).Count(state => states.Mask(state)[shared + action] != 0))];
        if (legal.All(count => count == 0))
            throw new ArgumentException(
                $"No new action is legal in any of {states.Count} sampled in-position states; expected states in which the new "
                + $"actions can be chosen. Are the actions masked by the rules, or does the model never enter?");
        for (int round = 0; round < Rounds; round++)
        {
            double[] means = Means(states, logits, shared, biases, legal);
            double worst = 0;
            for (int action = 0; action < added; action++)
            {
                if (legal[action] == 0) continue;
                worst = Math.Max(worst, Math.Abs(means[action] / wanted - 1));
                biases[action] += PortableMath.Log(wanted / means[action]);
            }
            if (worst < Tolerance) break;
        }
        double mean = Enumerable.Range(0, added).Where(action => legal[action] > 0).Average(action => biases[action]);
        return [.. biases.Select((bias, action) => (float)(legal[action] > 0 ? bias : mean))];
    }

    private static double[] Means(SampledStates states, float[] logits, int shared, double[] biases, int[] legal)
    {
        int width = shared + biases.Length;
        double[] means = new double[biases.Length], row = new double[width], log = new double[width];
        for (int state = 0; state < states.Count; state++)
        {
            for (int action = 0; action < width; action++)
                row[action] = action < shared ? logits[state * shared + action] : biases[action - shared];
            MaskedCategorical.LogProbabilities(row, states.Mask(state), log);
            for (int action = 0; action < biases.Length; action++)
                if (states.Mask(state)[shared + action] != 0)
                    means[action] += PortableMath.Exp(log[shared + action]) / legal[action];
        }
        return means;
    }

    private static NewAction[] NewActions(SampledStates states, float[] logits, ActionSet set, int shared, float[] biases)
    {
        int width = shared + biases.Length;
        double[] row = new double[width], log = new double[width], sums = new double[biases.Length];
        int[] legal = new int[biases.Length];
        for (int state = 0; state < states.Count; state++)
        {
            for (int action = 0; action < width; action++) row[action] = logits[state * width + action];
            MaskedCategorical.LogProbabilities(row, states.Mask(state), log);
            for (int action = 0; action < biases.Length; action++)
            {
                if (states.Mask(state)[shared + action] == 0) continue;
                legal[action]++;
                sums[action] += PortableMath.Exp(log[shared + action]);
            }
        }
        return [.. biases.Select((bias, action) => new NewAction(
            set.Actions[shared + action], bias, states.Count == 0 ? 0 : (double)legal[action] / states.Count, legal[action] == 0
                ? null : sums[action] / legal[action]))];
    }

    private static int EqualStates(float[] before, float[] after, int shared, int width)
    {
        int equal = 0;
        for (int state = 0; state * shared < before.Length; state++)
        {
            bool same = true;
            for (int action = 0; action < shared; action++)
                same &= BitConverter.SingleToInt32Bits(before[state * shared + action]) == BitConverter.SingleToInt32Bits(
                    after[state * width + action]);
            if (same) equal++;
        }
        return equal;
    }
}
