using System.Diagnostics;
using System.Globalization;
using RlTrainer.Sweeps.Tests;
using RlTrainer.Tests.Files;

namespace RlTrainer.Benchmarks;

/// <summary>Every file operation of every kind of work fails once in every way: the whole of what the tests do a part
/// of.</summary>
internal static class FaultBenchmark
{
    /// <summary>Returns 0 where everything was whole after each fault and came out the same when it was done again.</summary>
    public static int Run(TextWriter output)
    {
        string root = Directory.CreateTempSubdirectory("faults-").FullName;
        int wrong = 0;
        output.WriteLine("work       operations  faults  wrong      s");
        foreach (FaultDrive drive in (FaultDrive[])[.. FaultWork.All(root), SweepFaultWork.Trial(root)])
        {
            long start = Stopwatch.GetTimestamp();
            int operations = drive.Count(), here = 0;
            for (int operation = 0; operation < operations; operation++)
            {
                for (int kind = 0; kind < FaultDrive.Kinds.Count; kind++)
                {
                    if (drive.Try(operation, kind) is not { } found) continue;
                    here++;
                    output.WriteLine(found);
                }
            }
            wrong += here;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{drive.Name,-10} {operations,10} {operations * FaultDrive.Kinds.Count,7} {here,6} "
                    + $"{Stopwatch.GetElapsedTime(start).TotalSeconds,6:F0}"));
        }
        Directory.Delete(root, recursive: true);
        return wrong == 0 ? 0 : 1;
    }
}
