using RlTrainer.Numerics;

namespace RlTrainer.Learning;

/// <summary>PPO around its learner: rollouts of N environments × T steps, the scale of rewards, the leash to the policy a
/// run started from.</summary>
internal sealed class PpoAlgorithm : IAlgorithm
{
    private readonly LearningContext _context;
    private readonly PpoConfig _config;
    private readonly RolloutCollector _collector;
    private readonly PpoLearner _learner;
    private readonly RewardScale _rewards;
    private readonly Rollout _rollout;

    public PpoAlgorithm(LearningContext context, PpoConfig config)
    {
        if (config.LeashWeight > 0 && context.Anchor is null)
            throw new ArgumentException(
                $"LeashWeight was {config.LeashWeight:0.###}, but the run starts from no model; expected 0, or a model to "
                + $"start from.");
        (_context, _config) = (context, config);
        _collector = new RolloutCollector(context, config.NormalizeDense, config.ByDecision ? config.Discount : null);
        _learner = new PpoLearner(context.Engine, config, context.Seed);
        _rewards = new RewardScale(context.Environment.Count, config.Discount);
        _rollout = new Rollout(config.StepsPerRollout, context.Environment.Count, context.Environment.Layout,
            context.Environment.ActionCount, config.ByDecision);
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
        int clipped = _rewards.TakeIn(_rollout, _config.NormalizeRewards);
        PolicyAnchor? anchor = _context.Anchor;
        anchor?.Evaluate();
        if (_config.LeashAt(stepsBefore) is > 0 and double leash) anchor!.Pull(_rollout, leash);
        LearnStatistics learning = _learner.Learn(_rollout, stepsBefore);
        return new AlgorithmUpdate(_rollout.Count, learning)
        {
            RewardsClipped = clipped,
            AnchorKl = anchor?.Divergence(_context.Engine, _rollout) ?? double.NaN,
        };
    }

    public AlgorithmState Save() => AlgorithmState.Of(
        _config, new PpoNumbers(
            _rewards.Moments, _rewards.Running.ToArray(), _collector.Draws.ToWords(), _learner.Shuffles.ToWords()));

    public void Restore(AlgorithmState state)
    {
        PpoNumbers numbers = state.NumbersAs<PpoNumbers>();
        _rewards.Restore(numbers.Rewards, [.. numbers.RunningReturns]);
        (_collector.Draws, _learner.Shuffles) = (Rng.FromWords(numbers.ActionDraws), Rng.FromWords(numbers.Shuffles));
    }
}
