using System.Diagnostics;
using RlTrainer.Environments;
using RlTrainer.Numerics;

namespace RlTrainer.Benchmarks;

/// <summary>
/// Plays legal actions and times stepping and observing apart from choosing. The time of a call is the median over all calls,
/// so that other work on the machine does not count.
/// </summary>
internal sealed class EnvironmentPlayer(TradingEnvironments environments, ulong seed)
{
    private readonly byte[] _masks = new byte[environments.Count * environments.ActionCount];
    private readonly int[] _actions = new int[environments.Count];
    private readonly float[] _rewards = new float[environments.Count];
    private readonly EpisodeEnd[] _ends = new EpisodeEnd[environments.Count];
    private readonly int[] _bars = new int[environments.Count];
    private readonly float[] _dense = new float[environments.Count * environments.Layout.DenseCount];
    private Rng _rng = Rng.Stream(seed, "environment player");

    /// <summary>Median seconds of one vector step (with resets) and of one observation with masks.</summary>
    public (double Step, double Observe) Play(double seconds)
    {
        var stepping = new List<long>(1 << 20);
        var observing = new List<long>(1 << 20);
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds && stepping.Count < stepping.Capacity)
        {
            long before = Stopwatch.GetTimestamp();
            environments.Observe(new Observations(_bars, _dense));
            environments.Masks(_masks);
            long observed = Stopwatch.GetTimestamp();
            Choose();
            long chosen = Stopwatch.GetTimestamp();
            environments.Step(_actions, _rewards, _ends);
            environments.ResetEnded();
            stepping.Add(Stopwatch.GetTimestamp() - chosen);
            observing.Add(observed - before);
        }
        return (Median(stepping), Median(observing));
    }

    /// <summary>Bytes allocated by some vector steps, observations and masks included, over all threads.</summary>
    public long BytesOf(int steps)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        for (int step = 0; step < steps; step++)
        {
            environments.Observe(new Observations(_bars, _dense));
            environments.Masks(_masks);
            Choose();
            environments.Step(_actions, _rewards, _ends);
            environments.ResetEnded();
        }
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    private static double Median(List<long> ticks)
    {
        ticks.Sort();
        return ticks[ticks.Count / 2] / (double)Stopwatch.Frequency;
    }

    private void Choose()
    {
        int width = environments.ActionCount;
        for (int env = 0; env < _actions.Length; env++)
        {
            ReadOnlySpan<byte> row = _masks.AsSpan(env * width, width);
            bool isFlat = row[1] != 0;
            int action = _rng.NextInt32(isFlat ? 10 : 30) == 0 ? _rng.NextInt32(width) : 0;
            _actions[env] = row[action] != 0 ? action : 0;
        }
    }
}
