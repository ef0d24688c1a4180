using System.Diagnostics;
using System.Globalization;
using RlTrainer.Notebooks.Tests.Jupyter;

namespace RlTrainer.Benchmarks;

/// <summary>A kernel's sockets under many damaged sessions of strangers: what was served, and what stayed behind.</summary>
internal static class WireBenchmark
{
    private const int WarmUp = 2000, MostDescriptors = 12, MostMegabytes = 16;

    /// <summary>Returns 0 where the kernel still serves, has served one message of the strangers at most, and has not
    /// grown.</summary>
    public static async Task<int> RunAsync(TextWriter output, int sessions)
    {
        var log = new StringWriter();
        await using var fuzz = new WireFuzz(TextWriter.Synchronized(log));
        await fuzz.RunAsync(WarmUp, seed: 3);
        bool isAlive = await fuzz.IsAliveAsync("before") && await fuzz.IsEmptyAsync();
        (int descriptors, long memory) = (Descriptors(), GC.GetTotalMemory(forceFullCollection: true));
        long start = Stopwatch.GetTimestamp();
        await fuzz.RunAsync(sessions, seed: 4);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        isAlive = await fuzz.IsAliveAsync("after") && await fuzz.IsEmptyAsync() && isAlive;
        int more = Descriptors() - descriptors, served = fuzz.Served - 2;        // "before" and "after" are ours
        double megabytes = (GC.GetTotalMemory(forceFullCollection: true) - memory) / 1e6;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{sessions} damaged sessions in {seconds:F0} s ({sessions / seconds:F0} a second): {served} of their messages "
                + $"served, "
            + $"{(isAlive ? "all sockets serve" : "A SOCKET SERVES NO LONGER")}, {more:+0;-0;0} descriptors, "
            + $"{megabytes:+0.0;-0.0;0.0} MB, "
            + $"{log.ToString().Count(letter => letter == '\n')} lines of log"));
        return isAlive && served <= 1 && more <= MostDescriptors && megabytes <= MostMegabytes ? 0 : 1;
    }

    private static int Descriptors() => OperatingSystem.IsLinux() ? Directory.GetFiles("/proc/self/fd").Length : 0;
}
