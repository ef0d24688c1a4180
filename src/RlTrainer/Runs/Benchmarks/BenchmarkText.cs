using System.Globalization;

namespace RlTrainer.Runs;

/// <summary>A benchmark's report as aligned lines.</summary>
internal static class BenchmarkText
{
    /// <summary>All lines of a report.</summary>
    /// <param name="report">What was measured, and what was not and why.</param>
    /// <returns>Lines for a terminal, without line ends.</returns>
    public static IEnumerable<string> Lines(BenchmarkReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        yield return report.Machine + (report.IsQuick ? " · quick: shows that everything runs, the figures mean little" : "");
        if (report.Work.Count > 0)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Processor}, {report.Date}; {report.Processes} processes of at least 100 calls: fastest is the 5th "
                + $"percentile of the calls beside the 95th of the peak's turns, in the process where it is best; typical the "
                + $"median beside the median, in the middle process");
        IEnumerable<string> sections = Peaks(report.Peaks).Concat(Work(report.Work)).Concat(EndToEnd(report.EndToEnd))
            .Concat(Updates(report.BackendUpdates)).Concat(BackendEndToEnd(report.BackendEndToEnd))
            .Concat(report.Engines).Concat(report.Absent.Select(absent => $"{absent.Backend}: not measured; {absent.Reason}."));
        foreach (string line in sections) yield return line;
    }

    private static IEnumerable<string> Peaks(IReadOnlyList<PeakSpeed> peaks) => Section(
        peaks, "multiply-add peak: the ceiling all shares refer to; typical: median work beside the median peak",
        "threads  fastest GFLOP/s   median",
        peak => string.Create(
            CultureInfo.InvariantCulture,
            $"{peak.Threads,7}  {peak.GigaFlops,15:F0} {peak.MedianGigaFlops,8:F0}"));

    private static IEnumerable<string> Work(IReadOnlyList<WorkSpeed> work) => Section(
        work, "cpu engine, operations as executed, peak measured in between",
        "threads  work              fastest   median  typical  of a peak of  median   samples/s  collections",
        row => string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Threads,7}  {row.Work + " of " + row.Count.ToString(CultureInfo.InvariantCulture),-16} "
            + $"{row.FastestShare,8:P1} {row.MedianShare,8:P1} {row.TypicalShare,8:P1} {row.PeakGigaFlops,13:F0} "
            + $"{row.MedianPeakGigaFlops,7:F0} {row.SamplesPerSecond,11:N0} {row.Collections,12}"));

    private static IEnumerable<string> EndToEnd(IReadOnlyList<EndToEndSpeed> rows) => Section(
        rows, "cpu engine end to end: phase 1, synthetic market, no KL stop, operations as executed",
        "threads  envs  minibatch      fastest   median  typical  of a peak of  median     steps/s  environment  inference  "
        + "learning  decisions  MFLOP/step  collections",
        row => string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Threads,7} {row.Environments,5}  {row.Minibatch,-13} {row.FastestShare,8:P1} {row.MedianShare,8:P1} "
            + $"{row.TypicalShare,8:P1} {row.PeakGigaFlops,13:F0} {row.MedianPeakGigaFlops,7:F0} {row.StepsPerSecond,11:N0} "
            + $"{row.EnvironmentShare,12:P1} {row.InferenceShare,10:P1} {row.LearningShare,9:P1} {row.DecisionShare,10:P1} "
            + $"{row.OperationsPerStep / 1e6,11:F1} {row.Collections,12}"));

    private static IEnumerable<string> Updates(IReadOnlyList<UpdateSpeed> rows) => Section(
        rows, "backends, updates: every state a decision", "backend     batch    updates/s    samples/s  launches",
        row => string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Backend,-10} {row.Batch,6} {row.UpdatesPerSecond,12:N1} {row.SamplesPerSecond,12:N0} "
            + $"{Launches(row.LaunchesPerUpdate),9}"));

    private static IEnumerable<string> BackendEndToEnd(IReadOnlyList<EndToEndSpeed> rows) => Section(
        rows, "backends, end to end: phase 1, synthetic market, no KL stop",
        "backend     envs  minibatch         steps/s  environment  inference  learning  decisions  launches a step of the "
        + "optimizer",
        row => string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Backend,-10} {row.Environments,5}  {row.Minibatch,-13} {row.StepsPerSecond,11:N0} "
            + $"{row.EnvironmentShare,12:P1} {row.InferenceShare,10:P1} {row.LearningShare,9:P1} {row.DecisionShare,10:P1} "
            + $"{Launches(row.LaunchesPerUpdate),9}"));

    private static string Launches(double? launches) => launches is { } count
        ? count.ToString("N0", CultureInfo.InvariantCulture) : "n/a";

    private static IEnumerable<string> Section<T>(
        IReadOnlyList<T> rows, string title, string head, Func<T, string> line) =>
        rows.Count == 0 ? []
            : rows.Select(line).Prepend(head).Prepend(title).Prepend("");
}
