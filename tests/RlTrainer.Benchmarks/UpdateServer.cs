using System.Diagnostics;
using System.Globalization;
using RlTrainer.Environments;
using RlTrainer.Learning;
using RlTrainer.Policies;
using RlTrainer.Runs;

namespace RlTrainer.Benchmarks;

/// <summary>
/// The engine's update for a measurement in turns with another program: <c>updates BATCH THREADS</c> says what it
/// computes with, then answers every line of input, a number of seconds, with its updates a second in that time.
/// </summary>
internal static class UpdateServer
{
    public static int Run(TextReader input, TextWriter output, string[] arguments)
    {
        int batch = int.Parse(arguments[0], CultureInfo.InvariantCulture),
            threads = int.Parse(arguments[1], CultureInfo.InvariantCulture);
        (ObservationLayout layout, NetworkShape network) =
            new EndToEndBenchmark(BenchmarkLength.Quick, TimeProvider.System).Shape();
        var data = new BenchmarkBatch(layout, network, batch);
        using var engine = new CpuEngine(layout, network, seed: 1, threads);
        engine.Bind(data.Table);
        for (int update = 0; update < 30; update++) engine.Step(data.Minibatch, BenchmarkBatch.Settings);
        output.WriteLine(engine.Name);
        output.Flush();
        while (input.ReadLine() is { } line)
        {
            double seconds = double.Parse(line, CultureInfo.InvariantCulture);
            long start = Stopwatch.GetTimestamp(), count = 0;
            for (; Stopwatch.GetElapsedTime(start).TotalSeconds < seconds; count++)
                engine.Step(data.Minibatch, BenchmarkBatch.Settings);
            output.WriteLine((count / Stopwatch.GetElapsedTime(start).TotalSeconds).ToString(CultureInfo.InvariantCulture));
            output.Flush();
        }
        return 0;
    }
}
