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
    private float[] _dense = [], _logits = [], _logs = [];
    private int[] _bars = [], _rows = [], _chosen = [];
    private byte[] _masks = [];

    private EnginePolicy(IPpoEngine engine, DenseNormalizer normalizer, bool samples, Rng draws)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(normalizer);
        if (normalizer.Moments.Count != engine.Layout.DenseCount)
            throw new ArgumentException(
                $"The normaliser has {normalizer.Moments.Count} dense numbers; the engine's observations have "
                + $"{engine.Layout.DenseCount}.");
        (_engine, _normalizer, _samples, _draws) = (engine, normalizer, samples, draws);
    }

    /// <summary>Takes the most probable legal action. Bind the engine to the table of the split it acts on first.</summary>
    /// <param name="engine">Its weights are read at every decision; the policy does not dispose of it.</param>
    /// <param name="normalizer">Statistics of the dense part that the weights were trained with.</param>
    /// <returns>A policy that draws nothing.</returns>
    public static EnginePolicy Greedy(IPpoEngine engine, DenseNormalizer normalizer) => new(engine, normalizer, false, default);

    /// <summary>Draws actions from the policy's probabilities.</summary>
    /// <param name="engine">Its weights are read at every decision; the policy does not dispose of it.</param>
    /// <param name="normalizer">Statistics of the dense part that the weights were trained with.</param>
    /// <param name="draws">The stream; the policy draws from its own copy, one number a row.</param>
    /// <returns>A policy that repeats itself for the same stream.</returns>
    public static EnginePolicy Sampled(IPpoEngine engine, DenseNormalizer normalizer, Rng draws) =>
        new(engine, normalizer, true, draws);

    /// <inheritdoc/>
    public string Name => _samples ? "trained, sampled" : "trained, greedy";

    /// <inheritdoc/>
    /// <exception cref="NonFiniteException">The networks gave a number that is not finite.</exception>
    /// <remarks>Only states with two or more legal actions reach the networks; the others have nothing to decide.</remarks>
    public void Act(Observations observations, ReadOnlySpan<byte> masks, Span<int> actions)
    {
        int width = _engine.Network.Actions;
        EnsureRoom(observations.Count, width);
        int decisions = GatherDecisions(observations, masks, actions, width);
        if (decisions == 0) return;
        Span<float> dense = _dense.AsSpan(0, decisions * _engine.Layout.DenseCount),
            logits = _logits.AsSpan(0, decisions * width);
        ReadOnlySpan<byte> legal = _masks.AsSpan(0, decisions * width);
        Span<int> chosen = _chosen.AsSpan(0, decisions);
        _normalizer.Apply(dense);
        _engine.Logits(new Observations(_bars.AsSpan(0, decisions), dense), logits);
        // such a policy would hold for ever, and break no rule
        NonFiniteException.ThrowIfAny(logits, "The policy's logits");
        if (_samples) ActionSampler.Sample(logits, legal, ref _draws, chosen, _logs.AsSpan(0, decisions));
        else ActionSampler.Greedy(logits, legal, chosen);
        for (int decision = 0; decision < decisions; decision++) actions[_rows[decision]] = chosen[decision];
    }

    private void EnsureRoom(int count, int width)
    {
        if (_logs.Length >= count) return;
        (_logs, _logits) = (new float[count], new float[count * width]);
        (_bars, _rows, _chosen) = (new int[count], new int[count], new int[count]);
        (_dense, _masks) = (new float[count * _engine.Layout.DenseCount], new byte[count * width]);
    }

    /// <summary>Copies the states that have a choice to the front, answers the others, and returns how many have one.</summary>
    private int GatherDecisions(Observations observations, ReadOnlySpan<byte> masks, Span<int> actions, int width)
    {
        int dense = _engine.Layout.DenseCount, decisions = 0;
        for (int row = 0; row < observations.Count; row++)
        {
            ReadOnlySpan<byte> legal = masks.Slice(row * width, width);
            if (MaskedCategorical.LegalCount(legal) == 1)
            {
                actions[row] = legal.IndexOf((byte)1);
                continue;
            }
            legal.CopyTo(_masks.AsSpan(decisions * width));
            observations.Dense.Slice(row * dense, dense).CopyTo(_dense.AsSpan(decisions * dense));
            _bars[decisions] = observations.Bars[row];
            _rows[decisions++] = row;
        }
        return decisions;
    }
}
