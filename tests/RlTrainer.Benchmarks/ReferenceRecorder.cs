using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using RlTrainer.Runs;

namespace RlTrainer.Benchmarks;

/// <summary>Trains the reference run and writes its hashes into the
/// source, after a change that is meant to change trainings.</summary>
internal static partial class ReferenceRecorder
{
    /// <summary>Writes the file and says what it held and holds.</summary>
    public static int Run(TextWriter output, [CallerFilePath] string source = "")
    {
        string file = Path.GetFullPath(
            Path.Combine(Path.GetDirectoryName(source)!, "..", "..", "src", "RlTrainer", "Runs", "Doctor", "ReferenceHashes.cs"));
        string folder = Directory.CreateTempSubdirectory("rltrainer-reference-").FullName;
        ReferenceResult result = ReferenceRun.Run(folder);
        Directory.Delete(folder, recursive: true);
        string text = File.ReadAllText(file);
        File.WriteAllText(file, Hashes().Replace(text, $"new(\n        \"{result.Bars}\",\n        \"{result.Phase1}\",\n       "
            + $" \"{result.Phase2}\",\n        \"{result.AllActions}\");"));
        output.WriteLine($"{file}\nbefore: {ReferenceResult.Expected}\nnow:    "
            + $"{result}{(result.IsReproduced ? ", the same" : "; build and test again, and say why in CHANGELOG.md")}");
        return 0;
    }

    [GeneratedRegex("new\\(\\s*\"[^\"]*\",\\s*\"[^\"]*\",\\s*\"[^\"]*\",\\s*\"[^\"]*\"\\);")]
    private static partial Regex Hashes();
}
