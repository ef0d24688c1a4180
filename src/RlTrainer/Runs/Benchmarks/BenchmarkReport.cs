using RlTrainer.Values;

namespace RlTrainer.Runs;

/// <summary>What a benchmark measured; lists that were not asked for are empty.</summary>
internal sealed record BenchmarkReport
{
    /// <summary>Processors and vector width, in words.</summary>
    public required string Machine { get; init; }

    /// <summary>The processor's name; empty in reports of earlier versions.</summary>
    public string Processor { get; init; } = "";

    /// <summary>The day, yyyy-MM-dd; empty in reports of earlier versions.</summary>
    public string Date { get; init; } = "";

    /// <summary>Version and commit of the program.</summary>
    public string Program { get; init; } = "";

    /// <summary>Processes that measured, one after the other.</summary>
    public int Processes { get; init; } = 1;

    /// <summary>Measured only to show that everything runs.</summary>
    public bool IsQuick { get; init; }

    /// <summary>The peak, on one thread and on all asked for.</summary>
    public IReadOnlyList<PeakSpeed> Peaks { get; init; } = [];

    /// <summary>Updates and inference of the cpu engine beside the peak.</summary>
    public IReadOnlyList<WorkSpeed> Work { get; init; } = [];

    /// <summary>Whole updates of the cpu engine beside the peak.</summary>
    public IReadOnlyList<EndToEndSpeed> EndToEnd { get; init; } = [];

    /// <summary>Optimizer steps by backend and minibatch size.</summary>
    public IReadOnlyList<UpdateSpeed> BackendUpdates { get; init; } = [];

    /// <summary>Whole updates by backend and number of environments.</summary>
    public IReadOnlyList<EndToEndSpeed> BackendEndToEnd { get; init; } = [];

    /// <summary>The backends' engines in words, with the memory of their device after the largest minibatch.</summary>
    public IReadOnlyList<string> Engines { get; init; } = [];

    /// <summary>Backends that could not be measured here.</summary>
    public IReadOnlyList<AbsentBackend> Absent { get; init; } = [];

    /// <summary>The reports of several processes on one machine as one.</summary>
    /// <param name="processes">At least one, all of the same rows.</param>
    /// <returns>One report with the figures of all.</returns>
    public static BenchmarkReport Of(IReadOnlyList<BenchmarkReport> processes)
    {
        ArgumentNullException.ThrowIfNull(processes);
        return processes[0] with
        {
            Processes = processes.Count,
            Peaks = [.. Rows(processes, report => report.Peaks).Select(rows => rows[0] with
            {
                GigaFlops = rows.Max(row => row.GigaFlops),
                MedianGigaFlops = rows.Select(row => row.MedianGigaFlops).Order().ElementAt((rows.Count - 1) / 2),
            })],
            Work = [.. Rows(processes, report => report.Work).Select(WorkSpeed.Of)],
            EndToEnd = [.. Rows(processes, report => report.EndToEnd).Select(EndToEndSpeed.Of)],
        };
    }

    private static IEnumerable<IReadOnlyList<T>> Rows<T>(
        IReadOnlyList<BenchmarkReport> processes, Func<BenchmarkReport, IReadOnlyList<T>> rows) =>
        Enumerable.Range(0, rows(processes[0]).Count)
            .Select(index => (IReadOnlyList<T>)[.. processes.Select(report => rows(report)[index])]);

    /// <summary>Its members by name, lists by their items.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => RecordText.Of(this);
}
