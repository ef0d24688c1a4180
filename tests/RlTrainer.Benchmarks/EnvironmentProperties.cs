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
    /// <summary>Walks and audits; 0 when no law was broken.</summary>
    /// <param name="output">Where the summary goes.</param>
    /// <param name="steps">Audited environment steps, at least.</param>
    /// <param name="threads">Threads; 0: one a core. The scenarios are the same, their number may differ by a few.</param>
    /// <param name="seed">The first scenario's seed is the next.</param>
    public static int Run(TextWriter output, long steps, int threads = 0, ulong seed = 1)
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
                while (Interlocked.Read(ref done) < steps)
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
        foreach (Thread worker in workers) worker.Join();
        output.Write(whole);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{faults.Count} scenarios broke a law; {Stopwatch.GetElapsedTime(start).TotalMinutes:F1} minutes on {workers.Length} thread(s)"));
        foreach (string fault in faults.Take(20)) output.WriteLine(fault);
        return faults.Count == 0 ? 0 : 1;
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
