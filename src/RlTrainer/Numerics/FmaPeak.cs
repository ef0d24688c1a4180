using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace RlTrainer.Numerics;

/// <summary>
/// The ceiling of this machine, measured: multiply-adds on registers alone, 16 independent sums at 512 bits and
/// 12 below, as many as the registers hold. Speeds of the engine are told as a share of it, because
/// absolute numbers drift.
/// </summary>
internal static unsafe class FmaPeak
{
    // So short that a thread which wakes late still takes its share of a turn.
    private const int Rounds = 12_500, PiecesPerThread = 8;

    /// <summary>Independent sums of the loop at the widest vectors of this machine.</summary>
    public static int Sums => VectorWidths.Best == VectorWidth.Bits512 ? 16 : 12;

    /// <summary>Billions of operations a second of a team's threads together; a multiply-add is two.</summary>
    /// <param name="threads">Threads that compute at once.</param>
    /// <param name="seconds">About how long to measure.</param>
    /// <returns>10⁹ operations a second, of the fastest turn.</returns>
    public static double GigaFlops(int threads, double seconds) => Measure(threads, seconds).Fastest;

    /// <summary>The fastest and the median turn of the loop, billions of operations a second of all threads together.</summary>
    /// <param name="threads">Threads that compute at once.</param>
    /// <param name="seconds">About how long to measure.</param>
    /// <returns>10⁹ operations a second.</returns>
    public static (double Fastest, double Median) Measure(int threads, double seconds)
    {
        using var team = new ThreadTeam(threads);
        List<double> turns = Turns(team, seconds);
        turns.Sort();
        return (turns[^1], turns[turns.Count / 2]);
    }

    /// <summary>Every turn of the loop, in order.</summary>
    internal static List<double> Turns(ThreadTeam team, double seconds)
    {
        int pieces = team.Count * PiecesPerThread;
        float[] sinks = new float[pieces * 64];
        (Action<int> loop, int lanes) = VectorWidths.Best switch
        {
            VectorWidth.Bits512 => ((Action<int>)(piece => sinks[piece * 64] = Loop<Lanes512>(piece)), Lanes512.Count),
            VectorWidth.Bits256 => (piece => sinks[piece * 64] = Loop<Lanes256>(piece), Lanes256.Count),
            VectorWidth.Bits128 => (piece => sinks[piece * 64] = Loop<Lanes128>(piece), Lanes128.Count),
            _ => (piece => sinks[piece * 64] = Loop<LanesPlain>(piece), LanesPlain.Count),
        };
        team.Run(pieces, loop);
        var turns = new List<double>();
        long start = Stopwatch.GetTimestamp();
        do
        {
            long before = Stopwatch.GetTimestamp();
            team.Run(pieces, loop);
            turns.Add(2e-9 * Sums * lanes * Rounds * pieces / Stopwatch.GetElapsedTime(before).TotalSeconds);
        }
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds);
        return turns;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Loop<T>(int seed)
        where T : unmanaged, ILanes<T>
    {
        T a = T.All(0.999f), b = T.All(seed + 1e-3f);
        T s0 = b, s1 = b, s2 = b, s3 = b, s4 = b, s5 = b, s6 = b, s7 = b, s8 = b, s9 = b, t0 = b, t1 = b, t2 = b, t3 = b,
            t4 = b, t5 = b;
        for (int round = 0; round < Rounds; round++)
        {
            s0 = T.MultiplyAdd(s0, a, b); s1 = T.MultiplyAdd(s1, a, b); s2 = T.MultiplyAdd(s2, a, b); s3 =
                T.MultiplyAdd(s3, a, b);
            s4 = T.MultiplyAdd(s4, a, b); s5 = T.MultiplyAdd(s5, a, b); s6 = T.MultiplyAdd(s6, a, b); s7 =
                T.MultiplyAdd(s7, a, b);
            s8 = T.MultiplyAdd(s8, a, b); s9 = T.MultiplyAdd(s9, a, b); t0 = T.MultiplyAdd(t0, a, b); t1 =
                T.MultiplyAdd(t1, a, b);
            // narrower machines have 16 registers, two of them taken
            if (T.Count < 16) continue;
            t2 = T.MultiplyAdd(t2, a, b); t3 = T.MultiplyAdd(t3, a, b); t4 = T.MultiplyAdd(t4, a, b); t5 =
                T.MultiplyAdd(t5, a, b);
        }
        T sum = T.Add(T.Add(T.Add(T.Add(s0, s1), T.Add(s2, s3)), T.Add(T.Add(s4, s5), T.Add(s6, s7))),
            T.Add(T.Add(T.Add(s8, s9), T.Add(t0, t1)), T.Add(T.Add(t2, t3), T.Add(t4, t5))));
        float* lanes = stackalloc float[16];
        T.Store(lanes, sum);
        return lanes[0];
    }
}
