using System.Diagnostics;
using RlTrainer.Environments;
using RlTrainer.Numerics;

namespace RlTrainer.Benchmarks;

/// <summary>Plays legal actions and times stepping and observing apart from choosing.</summary>
internal sealed class EnvironmentPlayer(TradingEnvironments environments, ulong seed)
{
    private readonly byte[] _masks = new byte[environments.Count * environments.ActionCount];
    private readonly int[] _actions = new int[environments.Count];
    private readonly float[] _rewards = new float[environments.Count];
    private readonly EpisodeEnd[] _ends = new EpisodeEnd[environments.Count];
    private readonly int[] _bars = new int[environments.Count];
    private readonly float[] _dense = new float[environments.Count * environments.Layout.DenseCount];
    private Rng _rng = Rng.Stream(seed, "environment player");

    public (long Steps, double Stepping, double Observing) Play(double seconds)
    {
        long steps = 0, stepping = 0, observing = 0, start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
        {
            long before = Stopwatch.GetTimestamp();
            environments.Observe(new Observations(_bars, _dense));
            environments.Masks(_masks);
            long observed = Stopwatch.GetTimestamp();
            Choose();
            long chosen = Stopwatch.GetTimestamp();
            environments.Step(_actions, _rewards, _ends);
            environments.ResetEnded();
            stepping += Stopwatch.GetTimestamp() - chosen;
            observing += observed - before;
            steps += environments.Count;
        }
        return (steps, stepping / (double)Stopwatch.Frequency, observing / (double)Stopwatch.Frequency);
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
