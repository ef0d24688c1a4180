using RlTrainer.Environments;
using RlTrainer.Policies;

namespace RlTrainer.Learning;

/// <summary>Counts episodes, actions and decisions of a rollout.</summary>
public sealed class EpisodeLedger
{
    private readonly int _actions;
    private readonly long[] _taken;
    private double _endedReward, _reward;
    private long _endedLength, _states, _decisions;
    private int _ended, _terminated;

    internal EpisodeLedger(int environments, int actions)
    {
        (_actions, _taken) = (actions, new long[actions]);
        (Rewards, Lengths) = (new double[environments], new int[environments]);
    }

    /// <summary>[envs] reward so far of the episodes under way.</summary>
    internal double[] Rewards { get; }

    /// <summary>[envs] steps so far of the episodes under way.</summary>
    internal int[] Lengths { get; }

    /// <summary>Takes in one step of every environment.</summary>
    /// <param name="masks">[envs, actions] 1 where the action was legal.</param>
    /// <param name="chosen">[envs] the actions taken.</param>
    /// <param name="rewards">[envs] as the environment paid them.</param>
    /// <param name="ends">[envs] how episodes ended with the step.</param>
    /// <param name="bars">[envs] bars from one decision to the next; empty where a step is a bar.</param>
    public void Add(
        ReadOnlySpan<byte> masks, ReadOnlySpan<int> chosen, ReadOnlySpan<float> rewards, ReadOnlySpan<EpisodeEnd> ends,
        ReadOnlySpan<int> bars = default)
    {
        for (int environment = 0; environment < rewards.Length; environment++)
        {
            int length = bars.IsEmpty ? 1 : bars[environment];
            _states += length;
            _reward += rewards[environment];
            if (MaskedCategorical.LegalCount(masks.Slice(environment * _actions, _actions)) > 1)
            {
                _decisions++;
                _taken[chosen[environment]]++;
            }
            Rewards[environment] += rewards[environment];
            Lengths[environment] += length;
            if (ends[environment] == EpisodeEnd.None) continue;
            _ended++;
            if (ends[environment] == EpisodeEnd.Terminated) _terminated++;
            _endedReward += Rewards[environment];
            _endedLength += Lengths[environment];
            (Rewards[environment], Lengths[environment]) = (0.0, 0);
        }
    }

    /// <summary>The report of what was counted since the last one; episodes under way go on.</summary>
    internal UpdateReport Close(long update, long steps, LearnStatistics learning, int rewardsClipped, UpdateTiming timing)
    {
        var report = new UpdateReport(
            update, steps, learning, _ended, _terminated,
            _ended == 0 ? double.NaN : _endedReward / _ended, _ended == 0 ? double.NaN : (double)_endedLength / _ended,
            [.. _taken.Select(count => _decisions == 0 ? 0.0 : (double)count / _decisions)],
            (double)_decisions / _states, _reward / _states, rewardsClipped, timing)
        {
            Bars = _states,
        };
        Array.Clear(_taken);
        (_endedReward, _reward, _endedLength, _states, _decisions, _ended, _terminated) = (0.0, 0.0, 0, 0, 0, 0, 0);
        return report;
    }
}
