namespace RlTrainer.Data;

/// <summary>What checking a bar file found. Every row is accounted for: rows read = rows kept + rows left out.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Format">The format it was read as.</param>
/// <param name="Mode">What was done with rows that break a rule.</param>
/// <param name="RowsRead">Rows in the file, the header not counted.</param>
/// <param name="RowsKept">Rows that became bars.</param>
/// <param name="LeftOut">Every row that did not become a bar, in the order of the file.</param>
/// <param name="Changed">Every row that was mended or rounded, once for each rule.</param>
/// <param name="Findings">One entry a rule, errors first.</param>
public sealed record ValidationReport(
    string File, string Format, CheckMode Mode, long RowsRead, long RowsKept,
    IReadOnlyList<ListedRow> LeftOut, IReadOnlyList<ListedRow> Changed, IReadOnlyList<BarFinding> Findings)
{
    /// <summary>How many rows were left out, each listed in <see cref="LeftOut"/>.</summary>
    public long RowsListed => LeftOut.Count;

    /// <summary>True when some row breaks a rule of severity error.</summary>
    public bool HasErrors => Findings.Any(finding => finding.Severity == FindingSeverity.Error);

    /// <summary>The finding of a rule, or null where nothing broke it.</summary>
    /// <param name="rule">A rule of this library.</param>
    /// <returns>Its finding with count, first place and example, or null.</returns>
    public BarFinding? Of(BarRule rule) => Findings.FirstOrDefault(finding => finding.Rule == rule);

    /// <inheritdoc/>
    public override string ToString()
    {
        string head = $"{File} ({Format}): {RowsRead} rows, {RowsKept} kept, {RowsListed} left out, {Changed.Count} changes";
        return Findings.Count == 0 ? head + "; no findings" : head + string.Concat(Findings.Select(finding => "\n  " + finding));
    }
}
