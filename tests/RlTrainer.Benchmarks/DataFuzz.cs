using System.Diagnostics;
using System.Globalization;
using RlTrainer.Columnar.Tests;
using RlTrainer.Tests.Data;

namespace RlTrainer.Benchmarks;

/// <summary>
/// Reads many damaged files: half of them texts row by row, half of every form of the catalogue through the import. At most 200
/// may hold a line of ten megabytes.
/// </summary>
internal static class DataFuzz
{
    private const int MostGiants = 200;

    /// <summary>Reads so many mutants.</summary>
    /// <param name="output">Takes the faults found and the counts.</param>
    /// <param name="mutants">How many.</param>
    /// <param name="seed">Decides every damage.</param>
    /// <returns>0 where no mutant crashed the reader or lost a row unlisted, 1 otherwise.</returns>
    public static int Run(TextWriter output, int mutants, ulong seed)
    {
        var fuzz = new BarFuzz(seed);
        int wrong = 0;
        long start = Stopwatch.GetTimestamp();
        string folder = Directory.CreateTempSubdirectory("fuzz").FullName;
        var every = new ColumnarFuzz(seed, folder);
        for (int mutant = mutants / 2; mutant < mutants; mutant++)
            if (every.Try() is { } found && wrong++ < 20) output.WriteLine($"mutant {mutant}: {found}");
        Directory.Delete(folder, recursive: true);
        for (int mutant = 0; mutant < mutants / 2; mutant++)
        {
            if (fuzz.Try(mayBeGiant: mutant < MostGiants) is not { } found) continue;
            if (wrong++ < 20) output.WriteLine($"mutant {mutant}: {found}");
        }
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{mutants} mutants of seed {seed}: {fuzz.Counts.Read + every.Counts.Read} read, "
            + $"{fuzz.Counts.Refused + every.Counts.Refused} "
            + $"refused as a whole, {fuzz.Counts.OneField} compared row by row after one damaged field; {every.Undetectable} "
            + $"with a bar that no reader can tell from a right one; {wrong} crashed, lost a row unlisted or changed another "
            + $"row; {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s"));
        return wrong == 0 ? 0 : 1;
    }
}
