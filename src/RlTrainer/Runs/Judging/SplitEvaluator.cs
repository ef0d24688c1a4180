using RlTrainer.Environments;
using RlTrainer.Features;
using RlTrainer.Learning;
using RlTrainer.Policies;

namespace RlTrainer.Runs;

/// <summary>Runs a policy through the same fixed episodes of one split at every evaluation.</summary>
internal sealed class SplitEvaluator
{
    private const int LargestCount = 64;
    private readonly FeatureTable _table;
    private readonly TradingEnvironments _environments;
    private readonly int _episodes;
    private readonly int[] _bars, _actions;
    private readonly float[] _dense, _rewards;
    private readonly byte[] _masks;
    private readonly EpisodeEnd[] _ends;

    /// <summary>Spreads the episodes evenly over the split's valid starts.</summary>
    /// <param name="table">The split, normalised.</param>
    /// <param name="config">The run's configuration.</param>
    /// <exception cref="ArgumentException">The split has no valid start.</exception>
    public SplitEvaluator(FeatureTable table, RunConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        _table = table;
        IReadOnlyList<int> valid = TradingEnvironments.ValidStarts(table, config.Environment, config.Rules);
        _episodes = Math.Min(config.Schedule.EvaluationEpisodes, valid.Count);
        int[] starts = [.. Enumerable.Range(0, _episodes).Select(i => valid[(int)((long)i * valid.Count / _episodes)])];
        int count = Math.Min(LargestCount, _episodes);
        EnvironmentConfig environment = config.Environment with { EnvironmentCount = count };
        _environments = new TradingEnvironments(
            table, environment, config.Rules, config.Seed, schedule: EpisodeSchedule.Listed(starts));
        _bars = new int[count];
        _actions = new int[count];
        _rewards = new float[count];
        _ends = new EpisodeEnd[count];
        _dense = new float[count * _environments.Layout.DenseCount];
        _masks = new byte[count * _environments.ActionCount];
    }

    /// <summary>Mean reward and profit of the episodes, and the share of decisions that held.</summary>
    /// <param name="engine">The engine with the weights to judge; it is bound to the split's table.</param>
    /// <param name="policy">The policy over that engine.</param>
    public SplitResult Run(IPpoEngine engine, IPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(policy);
        engine.Bind(_table.Values);
        _environments.Reset();
        int count = _environments.Count, finished = 0;
        long decisions = 0, holds = 0, profitCents = 0;
        double reward = 0;
        int[] episodesLeft = [.. Enumerable.Range(0, count).Select(i => (_episodes - i + count - 1) / count)];
        while (finished < _episodes)
        {
            var observations = new Observations(_bars, _dense);
            _environments.Observe(observations);
            _environments.Masks(_masks);
            policy.Act(observations, _masks, _actions);
            Count(episodesLeft, ref decisions, ref holds);
            _environments.Step(_actions, _rewards, _ends);
            for (int i = 0; i < count; i++)
            {
                if (episodesLeft[i] == 0) continue;
                reward += _rewards[i];
                if (_ends[i] == EpisodeEnd.None) continue;
                profitCents += _environments.Snapshot(i).EquityCents - _environments.Rules.StartCents;
                episodesLeft[i]--;
                finished++;
            }
            _environments.ResetEnded();
        }
        return new SplitResult(
            reward / _episodes, profitCents / 100.0 / _episodes, decisions == 0 ? 1 : (double)holds / decisions);
    }

    private void Count(int[] episodesLeft, ref long decisions, ref long holds)
    {
        int width = _environments.ActionCount;
        for (int i = 0; i < _actions.Length; i++)
        {
            if (episodesLeft[i] == 0) continue;
            int legal = 0;
            foreach (byte mask in _masks.AsSpan(i * width, width)) legal += mask;
            if (legal < 2) continue;
            decisions++;
            if (_actions[i] == 0) holds++;
        }
    }
}
