using System.Diagnostics;
using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Policies;

namespace RlTrainer.Runs;

/// <summary>
/// The cpu engine beside the multiply-add peak of the same threads. Work and peak loop take turns of some milliseconds in one
/// process, so that what the clock or others take from the machine is taken from both. Fastest is the 5th percentile of at least
/// 100 calls beside the 95th of the peak's turns: a single lucky call ranks the same program differently from one time to the
/// next.
/// </summary>
internal static class CpuBenchmark
{
    private static readonly TimeSpan PeakTurn = TimeSpan.FromMilliseconds(3), WorkTurn = TimeSpan.FromMilliseconds(25);
    private const int LeastCalls = 100;

    /// <summary>Whole optimizer steps: gather, forward, loss, backward, norm, Adam; every state a decision.</summary>
    /// <param name="layout">What one observation is made of.</param>
    /// <param name="network">Layer widths.</param>
    /// <param name="threads">Threads to compute with, 0 for all.</param>
    /// <param name="batch">States in a minibatch.</param>
    /// <param name="length">How long to measure.</param>
    /// <returns>Time a step and its share of the processor's peak.</returns>
    public static WorkSpeed Update(ObservationLayout layout, NetworkShape network, int threads, int batch, BenchmarkLength length)
    {
        ArgumentNullException.ThrowIfNull(length);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(network);
        var data = new BenchmarkBatch(layout, network, batch);
        using var engine = new CpuEngine(layout, network, 1, threads);
        engine.Bind(data.Table);
        double operations = EngineOperations.Step(network, batch, batch, stepped: true);
        return Measure("update", threads, batch, operations, length, () => engine.Step(data.Minibatch, BenchmarkBatch.Settings));
    }

    /// <summary>Both networks forward for one step of so many environments.</summary>
    /// <param name="layout">What one observation is made of.</param>
    /// <param name="network">Layer widths.</param>
    /// <param name="threads">Threads to compute with, 0 for all.</param>
    /// <param name="environments">States in a call.</param>
    /// <param name="length">How long to measure.</param>
    /// <returns>Time a call and its share of the processor's peak.</returns>
    public static WorkSpeed Inference(
        ObservationLayout layout, NetworkShape network, int threads, int environments, BenchmarkLength length)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(length);
        ArgumentNullException.ThrowIfNull(layout);
        var data = new BenchmarkBatch(layout, network, environments);
        using var engine = new CpuEngine(layout, network, 1, threads);
        engine.Bind(data.Table);
        float[] logits = new float[environments * network.Actions], values = new float[environments];
        double operations = EngineOperations.Evaluation(network, environments);
        return Measure("inference", threads, environments, operations, length, () =>
            engine.Evaluate(data.Observations, logits, values));
    }

    private static WorkSpeed Measure(string work, int threads, int count, double operations, BenchmarkLength length, Action once)
    {
        using var team = new ThreadTeam(threads);
        long start = Stopwatch.GetTimestamp();
        do once();
        while (Stopwatch.GetElapsedTime(start) < length.WarmUp);
        var ticks = new List<long>(1 << 20);
        var peaks = new List<double>();
        int collections = 0;
        start = Stopwatch.GetTimestamp();
        do
        {
            peaks.AddRange(FmaPeak.Turns(team, PeakTurn.TotalSeconds));
            int before = GC.CollectionCount(0);
            long turn = Stopwatch.GetTimestamp(), last = turn;
            do
            {
                once();
                long now = Stopwatch.GetTimestamp();
                ticks.Add(now - last);
                last = now;
            }
            while (Stopwatch.GetElapsedTime(turn, last) < WorkTurn);
            collections += GC.CollectionCount(0) - before;
        }
        while (Stopwatch.GetElapsedTime(start) < length.Work || (ticks.Count < LeastCalls && length.Work > PeakTurn * 100));
        ticks.Sort();
        peaks.Sort();
        return new WorkSpeed(
            work, threads, count, operations, peaks[^(1 + peaks.Count / 20)], peaks[peaks.Count / 2],
            Seconds(ticks[ticks.Count / 20]),
            Seconds(ticks[ticks.Count / 2]), collections);
    }

    private static double Seconds(long ticks) => (double)ticks / Stopwatch.Frequency;
}
