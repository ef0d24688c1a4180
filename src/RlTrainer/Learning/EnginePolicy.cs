using RlTrainer.Environments;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Learning;

/// <summary>A trained network as a policy: its engine, the frozen normaliser of dense observations, greedy or sampled.</summary>
public sealed class EnginePolicy : IPolicy
{
    private readonly IPpoEngine _engine;
    private readonly DenseNormalizer _normalizer;
    private readonly bool _samples;
    private Rng _draws;
    private float[] _dense = [], _logits = [], _values = [], _logs = [];

    private EnginePolicy(IPpoEngine engine, DenseNormalizer normalizer, bool samples, Rng draws)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(normalizer);
        if (normalizer.Moments.Count != engine.Layout.DenseCount)
            throw new ArgumentException(
                $"The normaliser has {normalizer.Moments.Count} dense numbers; the engine's observations have {engine.Layout.DenseCount}.");
        (_engine, _normalizer, _samples, _draws) = (engine, normalizer, samples, draws);
    }

    /// <summary>Takes the most probable legal action. Bind the engine to the table of the split it acts on first.</summary>
    public static EnginePolicy Greedy(IPpoEngine engine, DenseNormalizer normalizer) => new(engine, normalizer, false, default);

    /// <summary>Draws actions from the policy's probabilities.</summary>
    public static EnginePolicy Sampled(IPpoEngine engine, DenseNormalizer normalizer, Rng draws) => new(engine, normalizer, true, draws);

    /// <inheritdoc/>
    public string Name => _samples ? "trained, sampled" : "trained, greedy";

    /// <inheritdoc/>
    public void Act(Observations observations, ReadOnlySpan<byte> masks, Span<int> actions)
    {
        int count = observations.Count, width = _engine.Network.Actions;
        if (_values.Length < count)
        {
            (_values, _logs, _logits) = (new float[count], new float[count], new float[count * width]);
            _dense = new float[count * _engine.Layout.DenseCount];
        }
        Span<float> dense = _dense.AsSpan(0, observations.Dense.Length), logits = _logits.AsSpan(0, count * width);
        observations.Dense.CopyTo(dense);
        _normalizer.Apply(dense);
        _engine.Evaluate(new Observations(observations.Bars, dense), logits, _values.AsSpan(0, count));
        if (_samples) ActionSampler.Sample(logits, masks, ref _draws, actions, _logs.AsSpan(0, count));
        else ActionSampler.Greedy(logits, masks, actions);
    }
}
