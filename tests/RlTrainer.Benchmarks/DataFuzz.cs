using System.Diagnostics;
using System.Globalization;
using RlTrainer.Tests.Data;

namespace RlTrainer.Benchmarks;

/// <summary>Reads many damaged files; at most 200 of them may hold a line of ten megabytes.</summary>
internal static class DataFuzz
{
    private const int MostGiants = 200;

    /// <summary>Returns 0 where no mutant crashed the reader or lost a row unlisted, 1 otherwise.</summary>
    public static int Run(TextWriter output, int mutants)
    {
        var fuzz = new BarFuzz(seed: 2);
        int wrong = 0;
        long start = Stopwatch.GetTimestamp();
        for (int mutant = 0; mutant < mutants; mutant++)
        {
            if (fuzz.Try(mayBeGiant: mutant < MostGiants) is not { } found) continue;
            if (wrong++ < 20) output.WriteLine($"mutant {mutant}: {found}");
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{mutants} mutants: {fuzz.Counts.Read} read, {fuzz.Counts.Refused} refused as a whole, {fuzz.Counts.OneField} compared row by row after one damaged field; {wrong} crashed, lost a row unlisted or changed another row; {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s"));
        return wrong == 0 ? 0 : 1;
    }
}
