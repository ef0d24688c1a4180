using System.Diagnostics;
using System.Globalization;
using RlTrainer.Tests.Audit;

namespace RlTrainer.Benchmarks;

/// <summary>
/// The tests' random scenarios (markets, seconds, configurations, every preset and its variants) walked, audited and held
/// against every law for as many steps as asked: the long run of the million-step property test.
/// </summary>
public static class EnvironmentProperties
{
    private const long WholeRun = 100_000_000;
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(30);

    /// <summary>The run as typed: STEPS THREADS SEED, each optional; Ctrl+C ends it after the scenarios under way.</summary>
    /// <param name="output">Where progress and summary go.</param>
    /// <param name="arguments">What stood behind the name.</param>
    /// <returns>0 when no law was broken.</returns>
    public static int Run(TextWriter output, string[] arguments)
    {
        long At(int index, long otherwise) =>
            arguments.Length > index ? long.Parse(arguments[index], CultureInfo.InvariantCulture) : otherwise;
        using var stop = new CancellationTokenSource();
        ConsoleCancelEventHandler stopping = (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        Console.CancelKeyPress += stopping;
        try
        {
            return Run(output, At(0, WholeRun), (int)At(1, 0), (ulong)At(2, 1), stop.Token);
        }
        finally
        {
            Console.CancelKeyPress -= stopping;
        }
    }

    /// <summary>Walks and audits; 0 when no law was broken.</summary>
    /// <param name="output">Where progress and summary go; the last line says how to go on.</param>
    /// <param name="steps">Audited environment steps, at least.</param>
    /// <param name="threads">Threads; 0: one a core. The scenarios are the same, their number may differ by a few.</param>
    /// <param name="seed">The first scenario's seed is the next.</param>
    /// <param name="stop">Ends the run after the scenarios under way.</param>
    public static int Run(TextWriter output, long steps, int threads = 0, ulong seed = 1, CancellationToken stop = default)
    {
        long start = Stopwatch.GetTimestamp(), done = 0, next = (long)seed;
        var faults = new List<string>();
        var whole = new RunTally();
        var workers = new Thread[threads > 0 ? threads : Environment.ProcessorCount];
        for (int worker = 0; worker < workers.Length; worker++)
        {
            workers[worker] = new Thread(() =>
            {
                var tally = new RunTally();
                while (Interlocked.Read(ref done) < steps && !stop.IsCancellationRequested)
                {
                    long before = tally.Steps;
                    ulong scenario = (ulong)Interlocked.Increment(ref next);
                    string? fault = FaultOf(scenario, tally);
                    Interlocked.Add(ref done, tally.Steps - before);
                    if (fault is null) continue;
                    lock (faults) faults.Add($"seed {scenario}: {fault}");
                }
                lock (whole) whole.Add(tally);
            });
            workers[worker].Start();
        }
        Watch(output, workers, () => string.Create(CultureInfo.InvariantCulture,
            $"{Interlocked.Read(ref done):N0} of {steps:N0} steps, {Interlocked.Read(ref next) - (long)seed:N0} scenarios, "
            + $"{Stopwatch.GetElapsedTime(start).TotalMinutes:F1} minutes"));
        output.Write(whole);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{faults.Count} scenarios broke a law; {Stopwatch.GetElapsedTime(start).TotalMinutes:F1} minutes on "
            + $"{workers.Length} thread(s)"));
        foreach (string fault in faults.Take(20)) output.WriteLine(fault);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"seeds {seed + 1} to {next}, {done:N0} steps; goes on with: rules {Math.Max(0, steps - done)} {workers.Length} "
            + $"{next}"));
        return faults.Count == 0 ? 0 : 1;
    }

    /// <summary>Waits for the workers and writes a line now and then.</summary>
    private static void Watch(TextWriter output, Thread[] workers, Func<string> line)
    {
        long last = Stopwatch.GetTimestamp();
        while (workers.Any(worker => worker.IsAlive))
        {
            workers.First(worker => worker.IsAlive).Join(200);
            if (Stopwatch.GetElapsedTime(last) < BetweenLines) continue;
            output.WriteLine(line());
            output.Flush();
            last = Stopwatch.GetTimestamp();
        }
    }

    /// <summary>What a scenario broke; the run goes on, so that one fault does not hide the next.</summary>
    private static string? FaultOf(ulong scenario, RunTally tally)
    {
        try
        {
            ScenarioRun.Of(scenario, tally);
            return null;
        }
        catch (Exception e)
        {
            return e.Message;
        }
    }
}
