using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Learning;

/// <summary>The all-action policy gradient at work: branch rollouts, the leash to the policy a run started from, a few
/// passes of minibatches.</summary>
internal sealed class AllActionAlgorithm : IAlgorithm
{
    private const string AveragePart = "average.bin";
    private readonly LearningContext _context;
    private readonly AllActionConfig _config;
    private readonly BranchCollector _collector;
    private readonly AllActionLearner _learner;
    private readonly BranchRollout _rollout;
    private readonly WeightAverage _average = new();

    public AllActionAlgorithm(LearningContext context, AllActionConfig config)
    {
        if (config.LeashWeight > 0 && context.Anchor is null)
            throw new ArgumentException(
                $"LeashWeight was {config.LeashWeight:0.###}, but the run starts from no model; expected 0, or a model to "
                + $"start from.");
        (_context, _config) = (context, config);
        _collector = new BranchCollector(context, config);
        _rollout = new BranchRollout(
            config.StepsPerRollout, context.Environment.Count, context.Environment.Layout, context.Environment.ActionCount);
        _learner = new AllActionLearner(context.Engine, config, _rollout.Count, context.Stream("minibatches"));
    }

    public DenseNormalizer Normalizer
    {
        get => _collector.Normalizer;
        set => _collector.Normalizer = value;
    }

    public PolicyWeights? Averaged => _average.Count == 0 ? null : _average.Mean(_context.Engine.Weights());

    public AlgorithmUpdate Update(long stepsBefore)
    {
        _collector.Fill(_rollout);
        _collector.UpdateNormalizer();
        PolicyAnchor? anchor = _context.Anchor;
        anchor?.Evaluate();
        if (_config.LeashAt(stepsBefore) is > 0 and double leash) anchor!.Pull(_rollout, leash, _config.AdvantageUnit);
        LearnStatistics learning = _learner.Learn(_rollout, stepsBefore);
        if (_config.IsAveragedAfter(stepsBefore + _rollout.Count)) _average.Add(_context.Engine.Weights());
        return new AlgorithmUpdate(_rollout.Count, learning)
        {
            AnchorKl = anchor?.Divergence(_context.Engine, _rollout.AllDense, _rollout.AllMasks, _rollout.ActionCount)
                ?? double.NaN,
        };
    }

    public AlgorithmState Save()
    {
        var state = AlgorithmState.Of(_config, new AllActionNumbers(_collector.Draws.ToWords(), _learner.Shuffles.ToWords()));
        return _average.Count == 0 ? state
            : state with { Parts = new Dictionary<string, byte[]>(state.Parts) { [AveragePart] = _average.Save() } };
    }

    public void Restore(AlgorithmState state)
    {
        AllActionNumbers numbers = state.NumbersAs<AllActionNumbers>();
        (_collector.Draws, _learner.Shuffles) = (Rng.FromWords(numbers.ActionDraws), Rng.FromWords(numbers.Shuffles));
        if (state.Parts.TryGetValue(AveragePart, out byte[]? average)) _average.Restore(average);
    }
}
