using System.Diagnostics;
using System.Globalization;
using RlTrainer.Audit;
using RlTrainer.Environments;
using RlTrainer.Tests.Audit;
using RlTrainer.Tests.Environments;
using RlTrainer.Trading;

namespace RlTrainer.Benchmarks;

/// <summary>
/// The tests' random scenarios (markets, seconds, configurations, every preset and its variants) walked and audited for as many
/// steps as asked, on every core: the long run of the million-step property test.
/// </summary>
public static class EnvironmentProperties
{
    /// <summary>Walks and audits; 0 when no violation was found.</summary>
    public static int Run(TextWriter output, long steps, ulong seed = 1)
    {
        long start = Stopwatch.GetTimestamp(), done = 0, fills = 0, breaches = 0, pauses = 0, targets = 0, next = (long)seed;
        var violations = new List<string>();
        var threads = new Thread[Environment.ProcessorCount];
        for (int thread = 0; thread < threads.Length; thread++)
        {
            threads[thread] = new Thread(() =>
            {
                while (Interlocked.Read(ref done) < steps)
                {
                    ulong scenarioSeed = (ulong)Interlocked.Increment(ref next);
                    (TradingJournal journal, AuditReport report) = Walk(scenarioSeed);
                    Interlocked.Add(ref done, journal.Equity.Count);
                    Interlocked.Add(ref fills, journal.Fills.Count);
                    Interlocked.Add(ref breaches, report.Breaches.Count(line => line.Rule == AuditRule.Drawdown));
                    Interlocked.Add(ref pauses, report.Breaches.Count(line => line.Rule == AuditRule.DailyLoss));
                    Interlocked.Add(ref targets, report.Breaches.Count(line => line.Rule == AuditRule.Target));
                    if (!report.IsClean)
                        lock (violations)
                            violations.Add($"seed {scenarioSeed}: {report.Headline}");
                }
            });
            threads[thread].Start();
        }
        foreach (Thread thread in threads) thread.Join();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{done:N0} steps, {fills:N0} fills, {breaches:N0} drawdown breaches, {pauses:N0} daily limits, {targets:N0} targets, {violations.Count} scenarios with violations, {Stopwatch.GetElapsedTime(start).TotalMinutes:F1} minutes"));
        foreach (string violation in violations.Take(20)) output.WriteLine(violation);
        return violations.Count == 0 ? 0 : 1;
    }

    private static (TradingJournal, AuditReport) Walk(ulong seed)
    {
        Scenario scenario = Scenario.Of(seed, days: 2);
        TradingJournal journal = Walks.Random(scenario.Table, scenario.Config, scenario.Rules, seed, 0.6 + 0.39 * (seed % 97) / 97.0, scenario.Seconds);
        var options = new AuditOptions
        {
            FloorAfterTarget = scenario.Config.AfterTarget == TargetOutcome.RaisesFloor,
            TargetThroughTicks = (int)scenario.Config.TargetFill,
        };
        return (journal, ComplianceAudit.Run(scenario.Bars, scenario.Rules, journal, scenario.Seconds, options));
    }
}
