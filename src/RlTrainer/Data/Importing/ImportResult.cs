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
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Added} bars added, {AlreadyThere} already there, {ConflictCount} in conflict (kept as they were){(WasWritten ? "" : "; nothing was written")}"
        + string.Concat(Rolls.Select(roll => $"\n  roll {roll}")) + string.Concat(Conflicts.Take(5).Select(conflict => $"\n  conflict {conflict}"))
        + string.Concat(Reports.Select(report => $"\n{report}"));
}
