using System.Diagnostics;
using System.Globalization;
using RlTrainer.Notebooks.Tests.Jupyter;
using RlTrainer.Sweeps.Tests;
using RlTrainer.Tests.Files;

namespace RlTrainer.Benchmarks;

/// <summary>
/// Long work in one process: a kernel's sockets under damaged sessions, and between them resumed trainings, imports,
/// evaluations and sweep trials. What it holds, descriptors, threads and memory, is noted every minute and must be flat.
/// </summary>
internal static class SoakBenchmark
{
    private const int SessionsARound = 200, MostDescriptors = 8, MostThreads = 12, MostMegabytes = 16;

    /// <summary>Returns 0 where the second half of the time held no more than the first, after a warm-up of a fifth.</summary>
    public static async Task<int> RunAsync(TextWriter output, double minutes)
    {
        string root = Directory.CreateTempSubdirectory("soak-").FullName;
        FaultDrive[] works = [.. FaultWork.All(root), SweepFaultWork.Trial(root)];
        await using var fuzz = new WireFuzz(TextWriter.Null);
        var samples = new List<Sample>();
        long start = Stopwatch.GetTimestamp();
        int rounds = 0;
        output.WriteLine("minute  rounds  descriptors  threads  managed MB  resident MB");
        while (Stopwatch.GetElapsedTime(start).TotalMinutes < minutes)
        {
            long round = Stopwatch.GetTimestamp();
            await fuzz.RunAsync(SessionsARound, seed: (ulong)(100 + rounds));
            works[rounds++ % works.Length].Count();
            // Half of a core is enough to see what stays behind.
            await Task.Delay(Stopwatch.GetElapsedTime(round));
            double minute = Stopwatch.GetElapsedTime(start).TotalMinutes;
            if (minute < samples.Count + 1) continue;
            if (!await fuzz.IsEmptyAsync()) output.WriteLine("a connection is still held");
            samples.Add(Sample.Now());
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{minute,6:F1}  {rounds,6}  {samples[^1]}"));
        }
        bool isAlive = await fuzz.IsAliveAsync("after");
        Directory.Delete(root, recursive: true);
        return isAlive && IsFlat(output, samples) ? 0 : 1;
    }

    private static bool IsFlat(TextWriter output, List<Sample> samples)
    {
        Sample[] warm = [.. samples.Skip(samples.Count / 5)];
        if (warm.Length < 4)
        {
            output.WriteLine("too short to say whether anything grows: 5 minutes at least");
            return false;
        }
        Sample before = Sample.Median(warm[..(warm.Length / 2)]), after = Sample.Median(warm[(warm.Length / 2)..]);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"medians of the two halves after the warm-up: {after.Descriptors - before.Descriptors:+0;-0;0} descriptors, "
                + $"{after.Threads - before.Threads:+0;-0;0} threads, {after.Managed - before.Managed:+0.0;-0.0;0.0} MB managed, "
                + $"{after.Resident - before.Resident:+0.0;-0.0;0.0} MB resident"));
        return after.Descriptors - before.Descriptors <= MostDescriptors && after.Threads - before.Threads <= MostThreads
            && after.Managed - before.Managed <= MostMegabytes && after.Resident - before.Resident <= 0.1 * before.Resident;
    }

    private sealed record Sample(int Descriptors, int Threads, double Managed, double Resident)
    {
        public static Sample Now()
        {
            double managed = GC.GetTotalMemory(forceFullCollection: true) / 1e6;
            using var process = Process.GetCurrentProcess();
            int descriptors = OperatingSystem.IsLinux() ? Directory.GetFiles("/proc/self/fd").Length : 0;
            return new Sample(descriptors, process.Threads.Count, managed, process.WorkingSet64 / 1e6);
        }

        public static Sample Median(Sample[] samples) => new(
            (int)Middle(samples, each => each.Descriptors), (int)Middle(samples, each => each.Threads),
            Middle(samples, each => each.Managed), Middle(samples, each => each.Resident));

        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{Descriptors,11}  {Threads,7}  {Managed,10:F1}  {Resident,11:F1}");

        private static double Middle(Sample[] samples, Func<Sample, double> of) =>
            samples.Select(of).Order().ElementAt(samples.Length / 2);
    }
}
