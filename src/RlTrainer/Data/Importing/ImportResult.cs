using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>What an import did, or with a dry run would do.</summary>
/// <param name="Bars">The whole series as written: what was there before, and what was added.</param>
/// <param name="Reports">One report a file read.</param>
/// <param name="Rolls">The changes of contract.</param>
/// <param name="Added">Bars that were not in the target before.</param>
/// <param name="AlreadyThere">Bars that were in the target with the same values.</param>
/// <param name="Conflicts">Bars that were in the target with other values; the target's are kept. First hundred in words.</param>
/// <param name="ConflictCount">How many conflicts there are.</param>
/// <param name="WasWritten">False for a dry run, or where nothing was to add.</param>
public sealed record ImportResult(
    BarSeries Bars, IReadOnlyList<ValidationReport> Reports, IReadOnlyList<RollMark> Rolls,
    int Added, int AlreadyThere, IReadOnlyList<string> Conflicts, int ConflictCount, bool WasWritten)
{
    /// <summary>How each file was read: every fact with its evidence, and the first row as it was understood.</summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>Files of a package or folder that hold no bars and were left out, by name.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>The bars of the files alone; null where nothing was read.</summary>
    public BarSeries? Incoming { get; init; }

    /// <summary>The plan: how each file was read, its first and last bar, rows kept and left out, and a picture of the
    /// minutes present.</summary>
    /// <returns>Lines of text.</returns>
    public IReadOnlyList<string> ToPlan()
    {
        var lines = new List<string>(Facts);
        if (Ignored.Count > 0)
            lines.Add($"left out, since they hold no bars: "
                + $"{string.Join(", ", Ignored.Take(12))}{(Ignored.Count > 12 ? " …" : "")}");
        if (Incoming is not { Count: > 0 } bars) return lines;
        lines.Add($"first bar {Words(bars, 0)}");
        lines.Add($"last bar  {Words(bars, bars.Count - 1)}");
        lines.Add($"{Reports.Sum(report => report.RowsRead)} rows read, {bars.Count} bars, "
            + $"{Reports.Sum(report => report.RowsListed)} rows left out, {Reports.Sum(report => report.Changed.Count)} changes");
        if (bars.Interval == BarInterval.Minute) lines.AddRange(CoveragePicture.Lines(BarCoverage.Of(bars)));
        return lines;
    }

    private static string Words(BarSeries bars, int bar)
    {
        Instrument instrument = bars.Instrument;
        return $"{SeriesChecks.TextOf(bars.EasternSeconds[bar])} New York ({SeriesChecks.TextOf(bars.UtcSeconds[bar])} UTC): "
            + $"open {instrument.PriceOf(bars.OpenTicks[bar])}, high {instrument.PriceOf(bars.HighTicks[bar])}, "
            + $"low {instrument.PriceOf(bars.LowTicks[bar])}, close {instrument.PriceOf(bars.CloseTicks[bar])}, volume "
            + $"{bars.Volumes[bar]}";
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Added} bars added, {AlreadyThere} already there, {ConflictCount} in conflict (kept as they "
        + $"were){(WasWritten ? "" : "; nothing was written")}"
        + string.Concat(Rolls.Select(roll => $"\n  roll {roll}"))
            + string.Concat(Conflicts.Take(5).Select(conflict => $"\n  conflict {conflict}"))
        + string.Concat(Reports.Select(report => $"\n{report}"));
}
