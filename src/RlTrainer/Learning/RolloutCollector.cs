using System.Globalization;
using RlTrainer.Environments;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Learning;

/// <summary>
/// Fills rollouts: observe, normalise, evaluate, sample, step, value of truncated episodes, reset. For every
/// algorithm that learns from N environments × T steps; a step is a bar, or a decision with the forced bars after it.
/// </summary>
internal sealed class RolloutCollector
{
    private readonly LearningContext _context;
    private readonly IVectorEnvironment _environment;
    private readonly IPpoEngine _engine;
    private readonly bool _normalizes;
    private readonly RunningMoments[] _seen;
    private readonly int[] _bars;
    private readonly float[] _dense, _logits, _values;
    private readonly IDecisionEnvironment? _decisions;
    private readonly double _discount;
    private readonly float[] _sums;
    private readonly int[] _lengths;
    private Rng _draws;

    /// <summary>A collector on the context's environments and engine.</summary>
    /// <param name="context">Where it plays.</param>
    /// <param name="normalizes">Normalise the dense part of observations by its running mean and variance.</param>
    /// <param name="discountByDecision">γ of a bar where a step is a decision; null where a step is a bar.</param>
    /// <exception cref="ArgumentException">A step is to be a decision, and the environments do not walk forced bars.</exception>
    public RolloutCollector(LearningContext context, bool normalizes, double? discountByDecision = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        (_context, _environment, _engine, _normalizes, _draws) =
            (context, context.Environment, context.Engine, normalizes, context.Stream("actions"));
        int dense = _environment.Layout.DenseCount, count = _environment.Count;
        (Normalizer, _seen) = (DenseNormalizer.Identity(dense), new RunningMoments[dense]);
        (_bars, _dense) = (new int[count], new float[count * dense]);
        (_logits, _values) = (new float[count * _environment.ActionCount], new float[count]);
        (_discount, _sums, _lengths) = (discountByDecision ?? 0.0, new float[count], new int[count]);
        if (discountByDecision is null) return;
        _decisions = _environment as IDecisionEnvironment ?? throw new ArgumentException(
            $"A step was to be a decision (ByDecision), but {_environment.GetType().Name} does not walk forced bars by itself "
                + $"(it is no {nameof(IDecisionEnvironment)}). Set ByDecision to false.");
    }

    /// <summary>Frozen during a rollout.</summary>
    public DenseNormalizer Normalizer { get; set; }

    /// <summary>The stream that draws actions.</summary>
    public Rng Draws
    {
        get => _draws;
        set => _draws = value;
    }

    /// <summary>Plays every environment for the rollout's steps.</summary>
    /// <param name="rollout">[steps, envs] filled here, but for advantages and returns.</param>
    /// <exception cref="NonFiniteException">An observation, a reward or an output of the networks was not finite.</exception>
    public void Fill(Rollout rollout)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        PolicyAnchor? anchor = _context.Anchor;
        anchor?.Begin(_environment.Table);
        for (int step = 0; step < rollout.Steps; step++)
        {
            Observations observations = rollout.Observations(step);
            _decisions?.SeekDecisions();
            _environment.Observe(observations);
            RequireFinite(observations.Dense, rollout.Layout.DenseCount, step, "dense number {0} of the observation");
            _environment.Masks(rollout.Masks(step));
            anchor?.See(observations, rollout.Masks(step), step * rollout.Environments);
            Normalize(observations.Dense, isSeen: true);
            _context.Charge(UpdatePart.Environment);
            _engine.Evaluate(observations, rollout.Logits, rollout.Values(step));
            RequireFinite(rollout.Logits, rollout.ActionCount, step, "logit {0} of the policy");
            RequireFinite(rollout.Values(step), 1, step, "the value");
            ActionSampler.Sample(
                rollout.Logits, rollout.Masks(step), ref _draws, rollout.Actions(step), rollout.LogProbabilities(step));
            _context.Charge(UpdatePart.Inference);
            Play(rollout, step);
            _environment.ResetEnded();
            _context.Charge(UpdatePart.Environment);
        }
        var last = new Observations(_bars, _dense);
        _decisions?.SeekDecisions();
        _environment.Observe(last);
        Normalize(last.Dense, isSeen: false);
        _engine.Evaluate(last, _logits, rollout.LastValues);
        _context.Charge(UpdatePart.Inference);
    }

    /// <summary>Takes one step; reports hear what the environment paid, the rollout the rewards discounted back to the
    /// step.</summary>
    private void Play(Rollout rollout, int step)
    {
        Span<float> rewards = rollout.Rewards(step);
        if (_decisions is null) _environment.Step(rollout.Actions(step), rewards, rollout.Ends(step));
        else
        {
            Span<float> discounts = rollout.Discounts.AsSpan(step * rollout.Environments, rollout.Environments);
            _decisions.Decide(rollout.Actions(step), _discount,
                new DecisionOutcomes(_sums, rewards, discounts, _lengths, rollout.Ends(step)));
        }
        RequireFinite(rewards, 1, step, "the reward");
        Bootstrap(rollout, step);
        if (_decisions is null) _context.Episodes.Add(rollout.Masks(step), rollout.Actions(step), rewards, rollout.Ends(step));
        else _context.Episodes.Add(rollout.Masks(step), rollout.Actions(step), _sums, rollout.Ends(step), _lengths);
    }

    /// <summary>Between rollouts: the numbers seen become part of the normaliser.</summary>
    public void UpdateNormalizer()
    {
        if (_normalizes) Normalizer = Normalizer.With(_seen);
        Array.Clear(_seen);
    }

    /// <summary>[envs, width] numbers of one step; the error names environment, step and place.</summary>
    internal static void RequireFinite(ReadOnlySpan<float> values, int width, int step, string place)
    {
        for (int index = 0; index < values.Length; index++)
        {
            if (float.IsFinite(values[index])) continue;
            string where = string.Format(CultureInfo.InvariantCulture, place, index % width);
            throw new NonFiniteException(string.Create(
                CultureInfo.InvariantCulture,
                $"environment {index / width}, step {step + 1} of the rollout: {where} was {values[index]}; expected a finite "
                + $"number."));
        }
    }

    private void Normalize(Span<float> dense, bool isSeen)
    {
        if (!_normalizes) return;
        for (int index = 0; isSeen && index < dense.Length; index++)
            _seen[index % _seen.Length] = _seen[index % _seen.Length].With(dense[index]);
        Normalizer.Apply(dense);
    }

    /// <summary>Values of the last observations of episodes that this step truncated, before they are reset.</summary>
    private void Bootstrap(Rollout rollout, int step)
    {
        ReadOnlySpan<EpisodeEnd> ends = rollout.Ends(step);
        if (!ends.Contains(EpisodeEnd.Truncated)) return;
        _environment.Observe(new Observations(_bars, _dense));
        int dense = rollout.Layout.DenseCount, count = 0;
        for (int environment = 0; environment < ends.Length; environment++)
        {
            if (ends[environment] != EpisodeEnd.Truncated) continue;
            _bars[count] = _bars[environment];
            _dense.AsSpan(environment * dense, dense).CopyTo(_dense.AsSpan(count++ * dense));
        }
        var cut = new Observations(_bars.AsSpan(0, count), _dense.AsSpan(0, count * dense));
        Normalize(cut.Dense, isSeen: false);
        _context.Charge(UpdatePart.Environment);
        _engine.Evaluate(cut, _logits.AsSpan(0, count * rollout.ActionCount), _values.AsSpan(0, count));
        _context.Charge(UpdatePart.Inference);
        count = 0;
        for (int environment = 0; environment < ends.Length; environment++)
            if (ends[environment] == EpisodeEnd.Truncated) rollout.BootstrapValues(step)[environment] = _values[count++];
    }
}
