using RlTrainer.Environments;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Learning;

/// <summary>
/// Fills branch rollouts: go to the next decision, observe, evaluate, branch every legal action, value the ends of the branches
/// in one call, credit, draw, decide. Branches draw nothing, so that the draws of actions are the only randomness here.
/// </summary>
internal sealed class BranchCollector
{
    private readonly LearningContext _context;
    private readonly IBranchingEnvironment _environment;
    private readonly AllActionConfig _config;
    private readonly RunningMoments[] _seen;
    private readonly float[] _logits, _drawnLogs, _rewards, _discountedRewards, _decisionDiscounts, _endDense, _compactDense,
        _compactValues;
    private readonly double[] _branchRewards, _branchDiscounts, _row, _log;
    private readonly int[] _actions, _bars, _endBars, _compactBars, _compactSlots;
    private readonly EpisodeEnd[] _ends, _branchEnds;
    private readonly int _width;
    private readonly float[] _managedLogits;
    private readonly BranchChoice _manage;
    private Rng _draws;

    /// <summary>A collector on the context's environments and engine.</summary>
    /// <exception cref="ArgumentException">The environments cannot be branched.</exception>
    public BranchCollector(LearningContext context, AllActionConfig config)
    {
        _environment = context.Environment as IBranchingEnvironment ?? throw new ArgumentException(
            $"The algorithm '{config.Name}' works out what every action leads to; {context.Environment.GetType().Name} cannot be "
            + $"branched (it is no {nameof(IBranchingEnvironment)}). Use PPO, or environments whose world does not answer.");
        (_context, _config, _draws) = (context, config, context.Stream("actions"));
        int count = _environment.Count, dense = _environment.Layout.DenseCount, slots = count * _environment.ActionCount;
        _width = _environment.ActionCount;
        (_managedLogits, _manage) = (config.Branches == BranchManagement.Hold ? [] : new float[slots * _width], Manage);
        (Normalizer, _seen) = (DenseNormalizer.Identity(dense), new RunningMoments[dense]);
        (_logits, _row, _log) = (new float[slots], new double[_width], new double[_width]);
        (_actions, _bars, _ends, _drawnLogs) = (new int[count], new int[count], new EpisodeEnd[count], new float[count]);
        (_rewards, _discountedRewards, _decisionDiscounts) = (new float[count], new float[count], new float[count]);
        (_branchRewards, _branchDiscounts, _branchEnds) = (new double[slots], new double[slots], new EpisodeEnd[slots]);
        (_endBars, _endDense) = (new int[slots], new float[slots * dense]);
        (_compactBars, _compactSlots, _compactDense, _compactValues) =
            (new int[slots], new int[slots], new float[slots * dense], new float[slots]);
    }

    /// <summary>Frozen during a rollout.</summary>
    public DenseNormalizer Normalizer { get; set; }

    /// <summary>The stream that draws actions.</summary>
    public Rng Draws
    {
        get => _draws;
        set => _draws = value;
    }

    /// <summary>Takes every environment through the rollout's decisions.</summary>
    /// <exception cref="NonFiniteException">An observation, a reward or an output of the networks was not finite.</exception>
    public void Fill(BranchRollout rollout)
    {
        _context.Anchor?.Begin(_environment.Table);
        for (int step = 0; step < rollout.Steps; step++)
        {
            _environment.SeekDecisions();
            See(rollout, step);
            _context.Charge(UpdatePart.Environment);
            _context.Engine.Evaluate(rollout.Observations(step), _logits, rollout.Values(step));
            RolloutCollector.RequireFinite(_logits, _width, step, "logit {0} of the policy");
            RolloutCollector.RequireFinite(rollout.Values(step), 1, step, "the value");
            WriteLogProbabilities(rollout.Masks(step), rollout.LogProbabilitiesOf(step));
            _context.Charge(UpdatePart.Inference);
            Branch(rollout.Masks(step));
            _context.Charge(UpdatePart.Environment);
            ValueEnds(rollout.Masks(step));
            Credit(rollout, step);
            _context.Charge(UpdatePart.Inference);
            Decide(rollout.Masks(step), step);
            _context.Charge(UpdatePart.Environment);
        }
    }

    private void Branch(ReadOnlySpan<byte> masks)
    {
        var outcomes = new BranchOutcomes(_branchRewards, _branchDiscounts, _branchEnds, new Observations(_endBars, _endDense));
        if (_config.Branches == BranchManagement.Hold) _environment.Branch(masks, _config.Discount, outcomes);
        else _environment.Branch(masks, _config.Discount, _manage, _config.Reach, outcomes);
    }

    /// <summary>The most likely legal action, as the deployed policy would act; it draws nothing.</summary>
    private void Manage(ReadOnlySpan<int> environments, Observations observations, ReadOnlySpan<byte> masks, Span<int> actions)
    {
        Span<float> logits = _managedLogits.AsSpan(0, actions.Length * _width);
        if (_config.NormalizeDense) Normalizer.Apply(observations.Dense);
        _context.Engine.Logits(observations, logits);
        ActionSampler.Greedy(logits, masks, actions);
    }

    /// <summary>Between rollouts: the numbers seen become part of the normaliser.</summary>
    public void UpdateNormalizer()
    {
        if (_config.NormalizeDense) Normalizer = Normalizer.With(_seen);
        Array.Clear(_seen);
    }

    private void See(BranchRollout rollout, int step)
    {
        Observations observations = rollout.Observations(step);
        _environment.Observe(observations);
        RolloutCollector.RequireFinite(
            observations.Dense, rollout.Layout.DenseCount, step, "dense number {0} of the observation");
        _environment.Masks(rollout.Masks(step));
        _context.Anchor?.See(observations, rollout.Masks(step), step * rollout.Environments);
        if (!_config.NormalizeDense) return;
        Span<float> dense = observations.Dense;
        for (int index = 0; index < dense.Length; index++)
            _seen[index % _seen.Length] = _seen[index % _seen.Length].With(dense[index]);
        Normalizer.Apply(dense);
    }

    private void WriteLogProbabilities(ReadOnlySpan<byte> masks, Span<float> logs)
    {
        for (int start = 0; start < logs.Length; start += _width)
        {
            for (int action = 0; action < _width; action++) _row[action] = _logits[start + action];
            MaskedCategorical.LogProbabilities(_row, masks.Slice(start, _width), _log);
            for (int action = 0; action < _width; action++) logs[start + action] = (float)_log[action];
        }
    }

    /// <summary>Adds what the end of each branch is worth to its rewards; a terminated episode is worth nothing more.</summary>
    private void ValueEnds(ReadOnlySpan<byte> masks)
    {
        int dense = _environment.Layout.DenseCount, count = 0;
        for (int slot = 0; slot < masks.Length; slot++)
        {
            if (masks[slot] == 0 || _branchEnds[slot] == EpisodeEnd.Terminated) continue;
            (_compactBars[count], _compactSlots[count]) = (_endBars[slot], slot);
            _endDense.AsSpan(slot * dense, dense).CopyTo(_compactDense.AsSpan(count++ * dense));
        }
        if (count == 0) return;
        Span<float> numbers = _compactDense.AsSpan(0, count * dense), values = _compactValues.AsSpan(0, count);
        if (_config.NormalizeDense) Normalizer.Apply(numbers);
        _context.Engine.Values(new Observations(_compactBars.AsSpan(0, count), numbers), values);
        for (int index = 0; index < count; index++)
            _branchRewards[_compactSlots[index]] += _branchDiscounts[_compactSlots[index]] * values[index];
    }

    /// <summary>Q of every legal action → the policy's expectation of it, and the lead of every action on that.</summary>
    private void Credit(BranchRollout rollout, int step)
    {
        ReadOnlySpan<byte> masks = rollout.Masks(step);
        ReadOnlySpan<float> logs = rollout.LogProbabilitiesOf(step);
        Span<float> advantages = rollout.AdvantagesOf(step), targets = rollout.TargetsOf(step);
        for (int environment = 0; environment < targets.Length; environment++)
        {
            int first = environment * _width;
            double target = 0.0;
            for (int slot = first; slot < first + _width; slot++)
                if (masks[slot] != 0) target += PortableMath.Exp(logs[slot]) * _branchRewards[slot];
            for (int slot = first; slot < first + _width; slot++)
                advantages[slot] = masks[slot] == 0 ? 0f : (float)((_branchRewards[slot] - target) / _config.AdvantageUnit);
            targets[environment] = (float)target;
        }
        RolloutCollector.RequireFinite(advantages, _width, step, "the advantage of action {0}");
    }

    private void Decide(ReadOnlySpan<byte> masks, int step)
    {
        ActionSampler.Sample(_logits, masks, ref _draws, _actions, _drawnLogs);
        _environment.Decide(_actions, _config.Discount,
            new DecisionOutcomes(_rewards, _discountedRewards, _decisionDiscounts, _bars, _ends));
        RolloutCollector.RequireFinite(_rewards, 1, step, "the reward");
        _context.Episodes.Add(masks, _actions, _rewards, _ends, _bars);
    }
}
