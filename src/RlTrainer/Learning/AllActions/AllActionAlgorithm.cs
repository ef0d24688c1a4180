using RlTrainer.Numerics;

namespace RlTrainer.Learning;

/// <summary>The all-action policy gradient at work: branch rollouts, the leash to the policy a run started from, a few
/// passes of minibatches.</summary>
internal sealed class AllActionAlgorithm : IAlgorithm
{
    private readonly LearningContext _context;
    private readonly AllActionConfig _config;
    private readonly BranchCollector _collector;
    private readonly AllActionLearner _learner;
    private readonly BranchRollout _rollout;

    public AllActionAlgorithm(LearningContext context, AllActionConfig config)
    {
        if (config.LeashWeight > 0 && context.Anchor is null)
            throw new ArgumentException($"LeashWeight was {config.LeashWeight:0.###}, but the run starts from no model; expected 0, or a model to start from.");
        (_context, _config) = (context, config);
        _collector = new BranchCollector(context, config);
        _rollout = new BranchRollout(config.StepsPerRollout, context.Environment.Count, context.Environment.Layout, context.Environment.ActionCount);
        _learner = new AllActionLearner(context.Engine, config, _rollout.Count, context.Stream("minibatches"));
    }

    public DenseNormalizer Normalizer
    {
        get => _collector.Normalizer;
        set => _collector.Normalizer = value;
    }

    public AlgorithmUpdate Update(long stepsBefore)
    {
        _collector.Fill(_rollout);
        _collector.UpdateNormalizer();
        PolicyAnchor? anchor = _context.Anchor;
        anchor?.Evaluate();
        if (_config.LeashAt(stepsBefore) is > 0 and double leash) anchor!.Pull(_rollout, leash, _config.AdvantageUnit);
        LearnStatistics learning = _learner.Learn(_rollout, stepsBefore);
        return new AlgorithmUpdate(_rollout.Count, learning)
        {
            AnchorKl = anchor?.Divergence(_context.Engine, _rollout.AllDense, _rollout.AllMasks, _rollout.ActionCount) ?? double.NaN,
        };
    }

    public AlgorithmState Save() => AlgorithmState.Of(_config,
        new AllActionNumbers(_collector.Draws.ToWords(), _learner.Shuffles.ToWords()));

    public void Restore(AlgorithmState state)
    {
        AllActionNumbers numbers = state.NumbersAs<AllActionNumbers>();
        (_collector.Draws, _learner.Shuffles) = (Rng.FromWords(numbers.ActionDraws), Rng.FromWords(numbers.Shuffles));
    }
}
