using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.RunHost;

/// <summary>REINFORCE at work: an update plays one whole episode in
/// every environment, so that updates differ in their steps.</summary>
internal sealed class Reinforce : IAlgorithm
{
    private readonly LearningContext _context;
    private readonly ReinforceConfig _config;
    private readonly Dictionary<int, List<Moment>> _episodes = [];
    private RunningMoments _returns;
    private Rng _draws;

    public Reinforce(LearningContext context, ReinforceConfig config)
    {
        (_context, _config, _draws) = (context, config, context.Stream("actions"));
        Normalizer = DenseNormalizer.Identity(context.Environment.Layout.DenseCount);
    }

    public DenseNormalizer Normalizer { get; set; }

    public AlgorithmUpdate Update(long stepsBefore)
    {
        int steps = Play();
        Moment[] moments = [.. _episodes.OrderBy(episode => episode.Key).SelectMany(episode => episode.Value)];
        float[] returns = Returns(),
            weights = [.. returns.Select(value => (float)((value - _returns.Mean) / Math.Sqrt(_returns.Variance + 1e-8)))];
        float[] logs = [.. moments.Select(moment => moment.LogProbability)];
        var batch = new Minibatch(
            new Observations([.. moments.Select(moment => moment.Bar)], [.. moments.SelectMany(moment => moment.Dense)]),
            moments.SelectMany(moment => moment.Mask).ToArray(), logs, weights, returns, new float[moments.Length])
        { Actions = [.. moments.Select(moment => moment.Action)] };
        // ratio 1: the plain policy gradient
        var settings = new StepSettings((float)_config.LearningRate, 0.999f, 0f, 0f, 1f, float.PositiveInfinity);
        MinibatchStatistics step = _context.Engine.Step(batch, settings);
        return new AlgorithmUpdate(steps, new LearnStatistics(
            _config.LearningRate, step.PolicyLoss, step.ValueLoss, step.Entropy, 0, 0, 0, step.GradientNorm, double.NaN, 1,
            1, false));
    }

    public AlgorithmState Save() => AlgorithmState.Of(_config, new Numbers(_returns, _draws.ToWords()));

    public void Restore(AlgorithmState state)
    {
        Numbers numbers = state.NumbersAs<Numbers>();
        (_returns, _draws) = (numbers.Returns, Rng.FromWords(numbers.Draws));
    }

    /// <summary>One episode an environment; those that are through wait
    /// by playing on unrecorded. Returns the steps played.</summary>
    private int Play()
    {
        IVectorEnvironment environment = _context.Environment;
        int count = environment.Count, width = environment.ActionCount, dense = environment.Layout.DenseCount, steps = 0;
        (int[] bars, float[] numbers, byte[] masks) = (new int[count], new float[count * dense], new byte[count * width]);
        (float[] logits, float[] values, int[] actions, float[] logs) =
            (new float[count * width], new float[count], new int[count], new float[count]);
        (float[] rewards, EpisodeEnd[] ends) = (new float[count], new EpisodeEnd[count]);
        environment.Reset();
        for (int index = 0; index < count; index++) _episodes[index] = [];
        bool[] isOver = new bool[count];
        while (isOver.Contains(false))
        {
            var observations = new Observations(bars, numbers);
            environment.Observe(observations);
            environment.Masks(masks);
            _context.Engine.Evaluate(observations, logits, values);
            ActionSampler.Sample(logits, masks, ref _draws, actions, logs);
            environment.Step(actions, rewards, ends);
            for (int index = 0; index < count; index++)
            {
                if (!isOver[index])
                    _episodes[index].Add(
                        new Moment(bars[index], numbers[(index * dense)..((index + 1) * dense)],
                            masks[(index * width)..((index + 1) * width)], actions[index], logs[index], rewards[index]));
                isOver[index] |= ends[index] != EpisodeEnd.None;
            }
            _context.Episodes.Add(masks, actions, rewards, ends);
            environment.ResetEnded();
            steps += count;
        }
        return steps;
    }

    /// <summary>Gₜ = rₜ + γ·Gₜ₊₁ of every moment; they join the moving mean.</summary>
    private float[] Returns()
    {
        var all = new List<float>();
        foreach ((int _, List<Moment> episode) in _episodes.OrderBy(episode => episode.Key))
        {
            float[] returns = new float[episode.Count];
            double sum = 0;
            for (int index = episode.Count - 1; index >= 0; index--)
                returns[index] = (float)(sum = episode[index].Reward + _config.Discount * sum);
            foreach (float value in returns) _returns = _returns.With(value);
            all.AddRange(returns);
        }
        return [.. all];
    }

    private sealed record Moment(int Bar, float[] Dense, byte[] Mask, int Action, float LogProbability, float Reward);

    private sealed record Numbers(RunningMoments Returns, ulong[] Draws);
}
