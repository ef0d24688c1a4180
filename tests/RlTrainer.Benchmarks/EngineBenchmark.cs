using System.Diagnostics;
using System.Globalization;
using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Policies;
using RlTrainer.Tests.Learning;

namespace RlTrainer.Benchmarks;

/// <summary>
/// A full update and inference of the default network beside the FMA peak of the same threads, measured in turns in one run:
/// the share of the peak that the fastest and the median call reached.
/// Operations are those of the unpadded network: 2 a weight forward, 2 for its gradient, 2 for the gradient of its inputs.
/// </summary>
internal static class EngineBenchmark
{
    private static readonly ObservationLayout s_layout = new(20, 11, 8);
    private static readonly NetworkShape s_network = new(228, NetworkShape.DefaultHidden, 3);

    public static int Run()
    {
        Console.WriteLine($"{VectorWidths.Best} vectors, {Environment.ProcessorCount} processors");
        Console.WriteLine("threads  work             peak GFLOP/s  GFLOP/s  share median   samples/s");
        foreach (int threads in new[] { 1, Environment.ProcessorCount }.Distinct())
        {
            Update(threads, 512);
            Update(threads, 256);
            Inference(threads, 80);
            Inference(threads, 8);
        }
        return 0;
    }

    private static void Update(int threads, int count)
    {
        var data = new EngineCase(s_layout, s_network, count, seed: 1);
        using var engine = new CpuEngine(s_layout, s_network, 1, threads);
        engine.Bind(data.Table);
        double all = 2.0 * Weights(), first = 2.0 * 2.0 * s_network.Inputs * s_network.Hidden[0];
        Measure("update", threads, count, count * (3.0 * all - first), () => engine.Step(data.Minibatch, EngineCase.Settings));
    }

    private static void Inference(int threads, int count)
    {
        var data = new EngineCase(s_layout, s_network, count, seed: 1);
        using var engine = new CpuEngine(s_layout, s_network, 1, threads);
        engine.Bind(data.Table);
        float[] logits = new float[count * 3], values = new float[count];
        Measure("inference", threads, count, count * 2.0 * Weights(), () => engine.Evaluate(data.Observations, logits, values));
    }

    /// <summary>Weights of both networks.</summary>
    private static double Weights() => s_network.Tensors().Where(tensor => tensor.Shape.Length == 2).Sum(tensor => (double)tensor.Shape[0] * tensor.Shape[1]);

    /// <summary>The fastest call of many, of the peak loop and of the work in turns: what others take from the machine falls out.</summary>
    private static void Measure(string work, int threads, int count, double operations, Action once)
    {
        using var team = new ThreadTeam(threads);
        for (int warm = 0; warm < 30; warm++) once();
        double peak = 0.0;
        var times = new List<double>();
        int collections = GC.CollectionCount(0);
        for (int turn = 0; turn < 10; turn++)
        {
            peak = Math.Max(peak, FmaPeak.GigaFlops(team, 0.03));
            long start = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(start).TotalSeconds < 0.08)
            {
                long call = Stopwatch.GetTimestamp();
                once();
                times.Add(Stopwatch.GetElapsedTime(call).TotalSeconds);
            }
        }
        times.Sort();
        (double best, double median) = (times[0], times[times.Count / 2]);
        if (GC.CollectionCount(0) != collections) Console.WriteLine($"  {GC.CollectionCount(0) - collections} garbage collections while measuring");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{threads,7}  {work + " of " + count,-16} {peak,12:F0} {operations / best / 1e9,8:F0} {operations / best / 1e9 / peak,6:P0} {operations / median / 1e9 / peak,6:P0} {count / best,11:N0}"));
    }
}
