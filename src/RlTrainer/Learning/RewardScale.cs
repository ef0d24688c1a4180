using RlTrainer.Environments;
using RlTrainer.Numerics;

namespace RlTrainer.Learning;

/// <summary>
/// Scales rewards by the running standard deviation of the discounted return (Engstrom et al. 2020, section 3), clipped to ±10.
/// Only what the learner sees is scaled; reports show the environment's own rewards.
/// </summary>
internal sealed class RewardScale
{
    /// <summary>Scaled rewards are clipped to ± this.</summary>
    public const float ClipLimit = 10f;

    private readonly double _discount;
    private readonly double[] _running;

    /// <summary>A scale of 1 until the first returns are seen.</summary>
    public RewardScale(int environments, double discount)
    {
        _running = new double[environments];
        _discount = discount;
    }

    /// <summary>Moments of the discounted return.</summary>
    public RunningMoments Moments { get; private set; }

    /// <summary>[envs] discounted return so far of the episodes under way.</summary>
    public ReadOnlySpan<double> Running => _running;

    /// <summary>Goes back to saved moments and running returns.</summary>
    /// <exception cref="ArgumentException">The number of environments differs.</exception>
    public void Restore(RunningMoments moments, ReadOnlySpan<double> running)
    {
        if (running.Length != _running.Length)
            throw new ArgumentException(
                $"The saved reward scale has {running.Length} environments; this trainer has {_running.Length}.");
        Moments = moments;
        running.CopyTo(_running);
    }

    /// <summary>Takes in a rollout's rewards and, when asked, scales them in place. Returns how many were clipped.</summary>
    public int TakeIn(Rollout rollout, bool scale)
    {
        ArgumentNullException.ThrowIfNull(rollout);
        RunningMoments moments = Moments;
        for (int step = 0; step < rollout.Steps; step++)
        {
            ReadOnlySpan<float> rewards = rollout.Rewards(step);
            ReadOnlySpan<EpisodeEnd> ends = rollout.Ends(step);
            for (int environment = 0; environment < _running.Length; environment++)
            {
                double reach = rollout.IsByDecision ? rollout.Discounts[step * _running.Length + environment] : _discount;
                _running[environment] = _running[environment] * reach + rewards[environment];
                moments = moments.With(_running[environment]);
                if (ends[environment] != EpisodeEnd.None) _running[environment] = 0.0;
            }
        }
        Moments = moments;
        return scale ? Scale(rollout.AllRewards) : 0;
    }

    private int Scale(Span<float> rewards)
    {
        float factor = (float)(1.0 / Math.Sqrt(Moments.Variance + 1e-8));
        int clipped = 0;
        for (int index = 0; index < rewards.Length; index++)
        {
            float scaled = rewards[index] * factor;
            if (Math.Abs(scaled) > ClipLimit) clipped++;
            rewards[index] = Math.Clamp(scaled, -ClipLimit, ClipLimit);
        }
        return clipped;
    }
}
