using System.Globalization;

namespace RlTrainer.Runs;

/// <summary>One table of a benchmark's report with every figure in full, for programs that read it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Header">The columns' titles.</param>
/// <param name="Rows">[rows][columns] the cells; empty where there is no such figure.</param>
internal sealed record BenchmarkTable(
    string Name, IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    private static readonly string[] Shares = ["fastest share", "median share", "typical share"];
    private static readonly string[] Time = ["environment share", "inference share", "learning share", "decision share"];

    /// <summary>The tables that a report has rows of, in the order of its lines.</summary>
    /// <param name="report">What was measured, and what was not and why.</param>
    /// <returns>The first says where and when.</returns>
    public static IReadOnlyList<BenchmarkTable> Of(BenchmarkReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        BenchmarkTable[] tables =
        [
            Table("machine", ["machine", "processor", "date", "program", "processes", "is quick"], [report], each =>
                [each.Machine, each.Processor, each.Date, each.Program, each.Processes, each.IsQuick ? "yes" : "no"]),
            Table("peaks", ["threads", "gigaflops", "median gigaflops"], report.Peaks, each =>
                [each.Threads, each.GigaFlops, each.MedianGigaFlops]),
            Table("work",
                ["threads", "work", "count", .. Shares, "peak gigaflops", "median peak gigaflops", "samples a second",
                    "collections"],
                report.Work, each => [each.Threads, each.Work, each.Count, each.FastestShare, each.MedianShare, each.TypicalShare,
                    each.PeakGigaFlops, each.MedianPeakGigaFlops, each.SamplesPerSecond, each.Collections]),
            Table("endToEnd", ["threads", "environments", "minibatch", .. Shares, "peak gigaflops", "median peak gigaflops",
                "steps a second", .. Time, "operations a step", "collections"],
                report.EndToEnd, each => [each.Threads, each.Environments, each.Minibatch, each.FastestShare, each.MedianShare,
                    each.TypicalShare, each.PeakGigaFlops, each.MedianPeakGigaFlops, each.StepsPerSecond, .. Parts(each),
                    each.OperationsPerStep, each.Collections]),
            Table("backendUpdates", ["backend", "batch", "updates a second", "samples a second", "launches"],
                report.BackendUpdates, each =>
                    [each.Backend, each.Batch, each.UpdatesPerSecond, each.SamplesPerSecond, each.LaunchesPerUpdate]),
            Table("backendsEndToEnd", ["backend", "environments", "minibatch", "steps a second", .. Time, "launches"],
                report.BackendEndToEnd, each => [each.Backend, each.Environments, each.Minibatch, each.StepsPerSecond,
                    .. Parts(each), each.LaunchesPerUpdate]),
            Table("engines", ["engine"], report.Engines, each => [each]),
            Table("notMeasured", ["backend", "reason"], report.Absent, each => [each.Backend, each.Reason]),
        ];
        return [.. tables.Where(table => table.Rows.Count > 0)];
    }

    private static object[] Parts(EndToEndSpeed row) =>
        [row.EnvironmentShare, row.InferenceShare, row.LearningShare, row.DecisionShare];

    private static BenchmarkTable Table<T>(string name, string[] header, IReadOnlyList<T> rows, Func<T, object?[]> cells) =>
        new(name, header, [.. rows.Select(row => (string[])[.. cells(row).Select(Cell)])]);

    /// <summary>Plain decimals: an exponent would be taken for a word.</summary>
    private static string Cell(object? value) => value switch
    {
        double number => number.ToString("0.######", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "",
    };
}
