using System.Text;

namespace RlTrainer.Data;

/// <summary>Collects findings while a file is read; in strict mode the first error throws.</summary>
internal sealed class FindingsLog(string file, CheckMode mode)
{
    private const int LongestText = 120;
    private static readonly string[] Treatments = ["left out", "mended", "kept"];
    private readonly FindingTally?[] _tallies = new FindingTally?[Treatments.Length * Enum.GetValues<BarRule>().Length];
    private readonly ListedRows _leftOut = new(), _changed = new();

    public CheckMode Mode => mode;

    public string File => file;

    public bool MayRepair => mode == CheckMode.Repair;

    public long LeftOutCount => _leftOut.Count;

    public void LeaveOut(BarRule rule, long line, string text) => Add(rule, line, text, 0);

    public void LeaveOut(BarRule rule, long line, ReadOnlySpan<byte> row) => Add(rule, line, row, 0);

    public void Mend(BarRule rule, long line, ReadOnlySpan<byte> row) => Add(rule, line, row, 1);

    public void Mend(BarRule rule, long line, string text) => Add(rule, line, text, 1);

    public void Keep(BarRule rule, long line, string text) => Add(rule, line, text, 2);

    /// <summary>The text of a row to leave out is still worth making: later rows are listed by their line alone.</summary>
    public bool WantsText(BarRule rule, long line) => _tallies[IndexOf(rule, 0)]?.WantsText(line) != false;

    public ValidationReport ToReport(string format, long rowsRead, long rowsKept)
    {
        BarFinding[] findings =
            [.. _tallies.OfType<FindingTally>().Select(tally => tally.ToFinding(file))
                .OrderByDescending(finding => finding.Severity)];
        return new ValidationReport(file, format, mode, rowsRead, rowsKept, _leftOut, _changed, findings);
    }

    /// <summary>A row as text in quotes: unreadable bytes as dots, long rows shortened.</summary>
    public static string Words(ReadOnlySpan<byte> row)
    {
        ReadOnlySpan<byte> shown = row.Length > LongestText ? row[..LongestText] : row;
        var text = new StringBuilder("'", LongestText + 4);
        foreach (byte letter in shown) text.Append(letter is >= 32 and < 127 ? (char)letter : '.');
        return text.Append(row.Length > LongestText ? "…'" : "'").ToString();
    }

    private static int IndexOf(BarRule rule, int treatment) => (int)rule * Treatments.Length + treatment;

    private void Add(BarRule rule, long line, ReadOnlySpan<byte> row, int treatment) =>
        Add(rule, line, mode == CheckMode.Strict || _tallies[IndexOf(rule, treatment)]?.WantsText(line) != false ? Words(row)
            : "", treatment);

    private void Add(BarRule rule, long line, string text, int treatment)
    {
        if (mode == CheckMode.Strict && BarRules.SeverityOf(rule) == FindingSeverity.Error)
            throw new BarDataException(file, line, text, rule);
        FindingTally tally = _tallies[IndexOf(rule, treatment)] ??= new FindingTally(rule, Treatments[treatment]);
        if (treatment < 2) (treatment == 0 ? _leftOut : _changed).Add(line, rule, tally.WantsText(line) ? text : "");
        tally.Add(line, text);
    }
}
