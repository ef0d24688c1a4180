using RlTrainer.Environments;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Learning;

/// <summary>
/// The policy a run started from, frozen: it measures how far the run has moved from it, and can hold it back. Both count the
/// shared states only, those with a choice in which every legal action is one that the anchor has (phase 2: the flat states).
/// Its observations are normalised with its own statistics. The leash is a penalty in the scaled reward,
/// −β (log π(a|s) − log π₀(a|s)) (Jaques et al. 2017; Ziegler et al. 2019): its expectation is −β KL(π ‖ π₀).
/// </summary>
public sealed class PolicyAnchor
{
    private const int PieceStates = 512;
    private readonly IPpoEngine _engine;
    private readonly DenseNormalizer _normalizer;
    private readonly List<int> _samples = [], _bars = [];
    private readonly List<float> _dense = [];
    private float[] _logits = [];

    /// <summary>An anchor from a frozen network.</summary>
    /// <param name="engine">The network; stays the caller's, and nobody else uses it.</param>
    /// <param name="normalizer">The dense statistics it was trained with.</param>
    public PolicyAnchor(IPpoEngine engine, DenseNormalizer normalizer)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(normalizer);
        (_engine, _normalizer) = (engine, normalizer);
    }

    /// <summary>Actions the anchor has: the first of the run's.</summary>
    public int ActionCount => _engine.Network.Actions;

    /// <summary>Shared states of the rollout at hand.</summary>
    public int SharedStates => _samples.Count;

    internal void Begin(ReadOnlyMemory<float> table)
    {
        _engine.Bind(table);
        _samples.Clear();
        _bars.Clear();
        _dense.Clear();
    }

    /// <summary>Keeps the shared states of a step, before their dense part is normalised.</summary>
    internal void See(Observations raw, ReadOnlySpan<byte> masks, int firstSample)
    {
        int width = masks.Length / raw.Count, dense = raw.Dense.Length / raw.Count;
        for (int row = 0; row < raw.Count; row++)
        {
            ReadOnlySpan<byte> mask = masks.Slice(row * width, width);
            if (MaskedCategorical.LegalCount(mask[..ActionCount]) < 2 || mask[ActionCount..].ContainsAnyExcept((byte)0)) continue;
            _samples.Add(firstSample + row);
            _bars.Add(raw.Bars[row]);
            _dense.AddRange(raw.Dense.Slice(row * dense, dense));
        }
    }

    /// <summary>The anchor's logits of the states kept; call once a rollout, before the leash pulls and the divergence is
    /// measured.</summary>
    internal void Evaluate()
    {
        float[] dense = [.. _dense];
        _normalizer.Apply(dense);
        _logits = Logits(_engine, [.. _bars], dense);
    }

    /// <summary>Takes the leash's penalty off the scaled rewards.</summary>
    internal void Pull(Rollout rollout, double weight)
    {
        Span<double> row = stackalloc double[ActionCount], log = stackalloc double[ActionCount];
        for (int state = 0; state < _samples.Count; state++)
        {
            int sample = _samples[state];
            LogProbabilities(_logits, ActionCount, state, rollout.AllMasks.Slice(sample * rollout.ActionCount, ActionCount),
                row, log);
            rollout.AllRewards[sample] -= (float)(
                weight * (rollout.AllLogProbabilities[sample] - log[rollout.AllActions[sample]]));
        }
    }

    /// <summary>Takes the leash's penalty off every action's advantage and off what the policy expects.</summary>
    internal void Pull(BranchRollout rollout, double weight, double unit)
    {
        Span<double> row = stackalloc double[ActionCount], log = stackalloc double[ActionCount];
        for (int state = 0; state < _samples.Count; state++)
        {
            int sample = _samples[state], first = sample * rollout.ActionCount;
            ReadOnlySpan<byte> mask = rollout.AllMasks.Slice(first, ActionCount);
            LogProbabilities(_logits, ActionCount, state, mask, row, log);
            double expected = 0.0;
            for (int action = 0; action < ActionCount; action++)
            {
                if (mask[action] == 0) continue;
                double mine = rollout.LogProbabilities[first + action];
                row[action] = weight * (mine - log[action]);
                expected += PortableMath.Exp(mine) * row[action];
            }
            for (int action = 0; action < ActionCount; action++)
                if (mask[action] != 0) rollout.Advantages[first + action] -= (float)((row[action] - expected) / unit);
            rollout.Targets[sample] -= (float)expected;
        }
    }

    /// <summary>Mean KL(π ‖ π₀) over the shared states, nats, of a policy as it is now; NaN without such a state.</summary>
    internal double Divergence(IPpoEngine current, Rollout rollout) =>
        Divergence(current, rollout.AllDense, rollout.AllMasks, rollout.ActionCount);

    /// <summary>The same over [n, dense] normalised observations and [n, actions] masks.</summary>
    internal double Divergence(IPpoEngine current, ReadOnlySpan<float> allDense, ReadOnlySpan<byte> allMasks, int width)
    {
        if (_samples.Count == 0) return double.NaN;
        int dense = current.Layout.DenseCount;
        float[] numbers = new float[_samples.Count * dense];
        for (int state = 0; state < _samples.Count; state++)
            allDense.Slice(_samples[state] * dense, dense).CopyTo(numbers.AsSpan(state * dense));
        float[] logits = Logits(current, [.. _bars], numbers);
        Span<double> row = stackalloc double[ActionCount], mine = stackalloc double[ActionCount],
            anchors = stackalloc double[ActionCount];
        double sum = 0.0;
        for (int state = 0; state < _samples.Count; state++)
        {
            ReadOnlySpan<byte> mask = allMasks.Slice(_samples[state] * width, ActionCount);
            LogProbabilities(logits, width, state, mask, row, mine);
            LogProbabilities(_logits, ActionCount, state, mask, row, anchors);
            for (int action = 0; action < ActionCount; action++)
                if (mask[action] != 0) sum += PortableMath.Exp(mine[action]) * (mine[action] - anchors[action]);
        }
        return sum / _samples.Count;
    }

    private static void LogProbabilities(
        float[] logits, int width, int state, ReadOnlySpan<byte> mask, Span<double> row, Span<double> log)
    {
        for (int action = 0; action < row.Length; action++) row[action] = logits[state * width + action];
        MaskedCategorical.LogProbabilities(row, mask, log);
    }

    private static float[] Logits(IPpoEngine engine, int[] bars, float[] dense)
    {
        int width = engine.Network.Actions, numbers = engine.Layout.DenseCount;
        float[] logits = new float[bars.Length * width];
        for (int start = 0; start < bars.Length; start += PieceStates)
        {
            int count = Math.Min(PieceStates, bars.Length - start);
            engine.Logits(new Observations(bars.AsSpan(start, count), dense.AsSpan(start * numbers, count * numbers)),
                logits.AsSpan(start * width, count * width));
        }
        return logits;
    }
}
