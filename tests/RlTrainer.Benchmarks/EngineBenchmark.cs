using System.Diagnostics;
using System.Globalization;
using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Numerics;
using RlTrainer.Policies;
using RlTrainer.Tests.Learning;

namespace RlTrainer.Benchmarks;

/// <summary>
/// A full update and inference of the default network beside the FMA peak of the same threads, measured in turns in one run.
/// Operations are those of the unpadded network: 2 a weight forward, 2 for its gradient, 2 for the gradient of its inputs.
/// </summary>
internal static class EngineBenchmark
{
    private static readonly ObservationLayout s_layout = new(20, 11, 8);
    private static readonly NetworkShape s_network = new(228, NetworkShape.DefaultHidden, 3);

    public static int Run()
    {
        Console.WriteLine($"{VectorWidths.Best} vectors, {Environment.ProcessorCount} processors");
        Console.WriteLine("threads  work             peak GFLOP/s  GFLOP/s  share   samples/s");
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

    private static void Measure(string work, int threads, int count, double operations, Action once)
    {
        using var team = new ThreadTeam(threads);
        for (int warm = 0; warm < 30; warm++) once();
        double peak = 0.0, rate = 0.0;
        int collections = GC.CollectionCount(0);
        for (int turn = 0; turn < 5; turn++)
        {
            peak = Math.Max(peak, FmaPeak.GigaFlops(team, 0.05));
            rate = Math.Max(rate, Rate(once, 0.15) * operations / 1e9);
        }
        if (GC.CollectionCount(0) != collections) Console.WriteLine($"  {GC.CollectionCount(0) - collections} garbage collections while measuring");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{threads,7}  {work + " of " + count,-16} {peak,12:F0} {rate,8:F0} {rate / peak,6:P0} {rate * 1e9 / operations * count,11:N0}"));
    }

    private static double Rate(Action once, double seconds)
    {
        long start = Stopwatch.GetTimestamp();
        int calls = 0;
        do
        {
            for (int call = 0; call < 8; call++) once();
            calls += 8;
        }
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds);
        return calls / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
