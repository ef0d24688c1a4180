using RlTrainer.Environments;
using RlTrainer.Numerics;

namespace RlTrainer.Learning;

/// <summary>A few passes over a branch rollout in shuffled minibatches, stopped early when the policy has moved too far. All
/// arithmetic is the engine's.</summary>
internal sealed class AllActionLearner
{
    private readonly IPpoEngine _engine;
    private readonly AllActionConfig _config;
    private readonly int[] _order, _bars;
    private readonly float[] _dense, _logs, _advantages, _targets, _values;
    private readonly byte[] _masks;
    private Rng _shuffles;

    public AllActionLearner(IPpoEngine engine, AllActionConfig config, int decisions, Rng shuffles)
    {
        (_engine, _config, _shuffles) = (engine, config, shuffles);
        int largest = Math.Min(config.BatchSize, decisions), width = engine.Network.Actions;
        (_order, _bars) = (new int[decisions], new int[largest]);
        (_dense, _masks) = (new float[largest * engine.Layout.DenseCount], new byte[largest * width]);
        (_logs, _advantages, _targets, _values) =
            (new float[largest * width], new float[largest * width], new float[largest], new float[largest]);
    }

    /// <summary>The stream that shuffles.</summary>
    public Rng Shuffles
    {
        get => _shuffles;
        set => _shuffles = value;
    }

    /// <summary>One update from a complete rollout.</summary>
    /// <param name="rollout">With advantages and targets.</param>
    /// <param name="stepsBefore">Decisions before this rollout, for the schedules.</param>
    public LearnStatistics Learn(BranchRollout rollout, long stepsBefore)
    {
        StepSettings settings = _config.SettingsAt(stepsBefore);
        double explained = Advantage.ExplainedVariance(rollout.AllValues, rollout.Targets);
        for (int index = 0; index < _order.Length; index++) _order[index] = index;
        int minibatches = (_order.Length + _config.BatchSize - 1) / _config.BatchSize;
        var sums = default(UpdateSums);
        for (int epoch = 0; epoch < _config.Epochs && !sums.Stopped; epoch++)
        {
            _shuffles.Shuffle(_order);
            for (int number = 0; number < minibatches && !sums.Stopped; number++)
            {
                int start = number * _config.BatchSize, count = Math.Min(_config.BatchSize, _order.Length - start);
                Gather(rollout, _order.AsSpan(start, count));
                sums.Add(Step(epoch, number, count, settings));
            }
        }
        return sums.Means(settings.LearningRate, explained, minibatches * _config.Epochs);
    }

    /// <summary>One optimizer step; a number that is not finite is an error that says in which minibatch.</summary>
    private MinibatchStatistics Step(int epoch, int number, int count, StepSettings settings)
    {
        int dense = _engine.Layout.DenseCount, width = _engine.Network.Actions;
        var batch = new Minibatch(
            new Observations(_bars.AsSpan(0, count), _dense.AsSpan(0, count * dense)), _masks.AsSpan(0, count * width),
            _logs.AsSpan(0, count * width),
            _advantages.AsSpan(0, count * width), _targets.AsSpan(0, count), _values.AsSpan(0, count));
        try
        {
            MinibatchStatistics statistics = _engine.Step(batch, settings);
            NonFiniteException.ThrowIfNot(statistics.PolicyLoss, "policy loss");
            NonFiniteException.ThrowIfNot(statistics.ValueLoss, "value loss");
            NonFiniteException.ThrowIfNot(statistics.GradientNorm, "norm of the gradient");
            return statistics;
        }
        catch (NonFiniteException e)
        {
            throw new NonFiniteException($"epoch {epoch + 1}, minibatch {number + 1}: {e.Message}", e);
        }
    }

    private void Gather(BranchRollout rollout, ReadOnlySpan<int> samples)
    {
        int dense = rollout.Layout.DenseCount, width = rollout.ActionCount;
        for (int row = 0; row < samples.Length; row++)
        {
            int sample = samples[row];
            (_bars[row], _targets[row], _values[row]) =
                (rollout.AllBars[sample], rollout.Targets[sample], rollout.AllValues[sample]);
            rollout.AllDense.Slice(sample * dense, dense).CopyTo(_dense.AsSpan(row * dense));
            rollout.AllMasks.Slice(sample * width, width).CopyTo(_masks.AsSpan(row * width));
            rollout.LogProbabilities.AsSpan(sample * width, width).CopyTo(_logs.AsSpan(row * width));
            rollout.Advantages.AsSpan(sample * width, width).CopyTo(_advantages.AsSpan(row * width));
        }
    }
}
