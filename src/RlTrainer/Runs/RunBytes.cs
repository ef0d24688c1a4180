namespace RlTrainer.Runs;

/// <summary>Whether two runs are the same to the byte: every file that does not tell times or machines.</summary>
public static class RunBytes
{
    /// <summary>File names with true for the same bytes, false for others, null where the first run lacks the file.</summary>
    /// <param name="first">A finished run.</param>
    /// <param name="second">Another; its files are the ones looked for.</param>
    /// <returns>One entry a file that a rerun should repeat byte for byte; logs with times are not among
    /// them.</returns>
    public static IReadOnlyList<(string File, bool? IsSame)> Compare(RunFolder first, RunFolder second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return [.. Repeatable(second).Select(file => (
            Path.GetRelativePath(second.Path, file),
            Same(Path.Combine(first.Path, Path.GetRelativePath(second.Path, file)), file)))];
    }

    private static IEnumerable<string> Repeatable(RunFolder run) =>
        new[] { run.Config, run.Metrics, run.MetricsLines, run.Evaluations, run.EvaluationLines, run.Events, run.Log,
            run.Transfer, run.Summary, run.Best, run.Final(1), run.Final(2) }
            .Concat(Directory.Exists(run.Checkpoints)
                ? Directory.GetFiles(run.Checkpoints, "step-*.zip").Order(StringComparer.Ordinal) : [])
            .Where(File.Exists);

    private static bool? Same(string first, string second) =>
        File.Exists(first) ? File.ReadAllBytes(first).AsSpan().SequenceEqual(File.ReadAllBytes(second)) : null;
}
