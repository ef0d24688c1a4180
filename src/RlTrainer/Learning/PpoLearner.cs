using RlTrainer.Environments;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Learning;

/// <summary>
/// Proximal policy optimisation (Schulman et al. 2017, algorithm 1), one page: advantages, then a few passes over the rollout in
/// shuffled minibatches, stopped early when the policy has moved too far. All arithmetic is the engine's.
/// </summary>
internal sealed class PpoLearner
{
    private readonly IPpoEngine _engine;
    private readonly PpoConfig _config;
    private Rng _shuffles;
    private int[] _order = [], _bars = [], _actions = [];
    private float[] _dense = [], _logs = [], _advantages = [], _returns = [], _values = [];
    private byte[] _masks = [];
    private bool[] _isDecision = [], _isDecisionOfRollout = [];
    private int _decisions;

    /// <summary>A learner that steps an engine.</summary>
    /// <param name="engine">Holds the weights; the learner does not dispose of it.</param>
    /// <param name="config">Hyperparameters.</param>
    /// <param name="seed">Decides the order of the samples in the minibatches.</param>
    /// <exception cref="ArgumentException">A value of the configuration is out of range.</exception>
    public PpoLearner(IPpoEngine engine, PpoConfig config, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(engine);
        _engine = engine;
        _config = config.Checked();
        _shuffles = Rng.Stream(seed, "minibatches");
    }

    /// <summary>The stream that shuffles: with the engine's, all state there is between updates.</summary>
    public Rng Shuffles
    {
        get => _shuffles;
        set => _shuffles = value;
    }

    /// <summary>One update from a complete rollout.</summary>
    /// <param name="rollout">Rewards already scaled; its advantages and returns are filled here.</param>
    /// <param name="stepsBefore">Environment steps before this rollout, for the schedule.</param>
    /// <returns>Means over the update's minibatches, and why it stopped early, if it did.</returns>
    public LearnStatistics Learn(Rollout rollout, long stepsBefore)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        Advantage.Compute(rollout, _config.Discount, _config.GaeLambda);
        double explained = Advantage.ExplainedVariance(rollout.AllValues, rollout.Returns);
        Prepare(rollout);
        StepSettings settings = Settings(stepsBefore);
        int minibatches = MinibatchCount(rollout.Count);
        var sums = default(UpdateSums);
        if (_config.AdvantageNormalization == AdvantageNormalization.None && _config.AdvantageUnit != 1.0)
            Advantage.InUnits(rollout.Advantages, _config.AdvantageUnit);
        if (_config.AdvantageNormalization == AdvantageNormalization.Rollout)
            Advantage.Normalize(rollout.Advantages, _isDecisionOfRollout);
        for (int epoch = 0; epoch < _config.Epochs && (!sums.Stopped || _config.CriticContinues); epoch++)
        {
            _shuffles.Shuffle(_order);
            for (int number = 0; number < minibatches && (!sums.Stopped || _config.CriticContinues); number++)
            {
                (int start, int count) = MinibatchRange(number, minibatches, rollout.Count);
                Gather(rollout, _order.AsSpan(start, count));
                if (_config.AdvantageNormalization == AdvantageNormalization.Minibatch)
                    Advantage.Normalize(_advantages.AsSpan(0, count), DecisionsOf(count, rollout.ActionCount));
                if (sums.Stopped) Step(epoch, number, count,
                    settings with { IsValueOnly = true, KlLimit = float.PositiveInfinity });
                else sums.Add(Step(epoch, number, count, settings));
            }
        }
        return sums.Means(settings.LearningRate, explained, minibatches * _config.Epochs);
    }

    /// <summary>One optimizer step; a number that is not finite is an error that says in which minibatch.</summary>
    private MinibatchStatistics Step(int epoch, int number, int count, StepSettings settings)
    {
        try
        {
            MinibatchStatistics statistics = _engine.Step(Minibatch(count), settings);
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

    private StepSettings Settings(long steps) => new(
        (float)_config.LearningRateAt(steps), (float)_config.ClipRange, (float)_config.EntropyWeight, (float)_config.ValueWeight,
        (float)_config.GradientNormLimit, (float)_config.KlLimit, (float)_config.ValueClipRange);

    /// <summary>Minibatches of one epoch.</summary>
    private int MinibatchCount(int states)
    {
        if (_config.BatchCounting == BatchCounting.States) return (states + _config.BatchSize - 1) / _config.BatchSize;
        int wanted = Math.Max(1, _decisions / _config.BatchSize);
        return Math.Max(wanted, (states + _config.LargestBatch - 1) / _config.LargestBatch);
    }

    /// <summary>Full batches and a ragged last one; counted by decisions, batches of equal size.</summary>
    private (int Start, int Count) MinibatchRange(int number, int minibatches, int states)
    {
        int size = _config.BatchCounting == BatchCounting.States ? _config.BatchSize : (states + minibatches - 1) / minibatches;
        int start = Math.Min(number * size, states);
        return (start, Math.Min(size, states - start));
    }

    private void Prepare(Rollout rollout)
    {
        int count = rollout.Count, actions = rollout.ActionCount;
        if (_order.Length != count) (_order, _isDecisionOfRollout) = (new int[count], new bool[count]);
        for (int index = 0; index < count; index++) _order[index] = index;
        _decisions = 0;
        for (int index = 0; index < count; index++)
        {
            _isDecisionOfRollout[index] = MaskedCategorical.LegalCount(rollout.AllMasks.Slice(index * actions, actions)) > 1;
            if (_isDecisionOfRollout[index]) _decisions++;
        }
        int largest = Math.Min(count, _config.BatchCounting == BatchCounting.States ? _config.BatchSize : _config.LargestBatch);
        if (_bars.Length >= largest && _dense.Length >= largest * rollout.Layout.DenseCount && _masks.Length >= largest * actions)
            return;
        (_bars, _actions, _masks, _isDecision) =
            (new int[largest], new int[largest], new byte[largest * actions], new bool[largest]);
        (_dense, _logs, _advantages) = (new float[largest * rollout.Layout.DenseCount], new float[largest], new float[largest]);
        (_returns, _values) = (new float[largest], new float[largest]);
    }

    private void Gather(Rollout rollout, ReadOnlySpan<int> samples)
    {
        int dense = rollout.Layout.DenseCount, actions = rollout.ActionCount;
        for (int row = 0; row < samples.Length; row++)
        {
            int sample = samples[row];
            _bars[row] = rollout.AllBars[sample];
            rollout.AllDense.Slice(sample * dense, dense).CopyTo(_dense.AsSpan(row * dense));
            rollout.AllMasks.Slice(sample * actions, actions).CopyTo(_masks.AsSpan(row * actions));
            _actions[row] = rollout.AllActions[sample];
            _logs[row] = rollout.AllLogProbabilities[sample];
            _advantages[row] = rollout.Advantages[sample];
            _returns[row] = rollout.Returns[sample];
            _values[row] = rollout.AllValues[sample];
        }
    }

    private ReadOnlySpan<bool> DecisionsOf(int count, int actions)
    {
        for (int row = 0; row < count; row++)
            _isDecision[row] = MaskedCategorical.LegalCount(_masks.AsSpan(row * actions, actions)) > 1;
        return _isDecision.AsSpan(0, count);
    }

    private Minibatch Minibatch(int count) => new(
        new Observations(_bars.AsSpan(0, count), _dense.AsSpan(0, count * _engine.Layout.DenseCount)),
        _masks.AsSpan(0, count * _engine.Network.Actions), _logs.AsSpan(0, count), _advantages.AsSpan(0, count),
        _returns.AsSpan(0, count), _values.AsSpan(0, count))
    { Actions = _actions.AsSpan(0, count) };
}
