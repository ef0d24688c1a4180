using System.Text;

namespace RlTrainer.Data;

/// <summary>Collects findings while a file is read; in strict mode the first error throws.</summary>
internal sealed class FindingsLog(string file, CheckMode mode)
{
    private const int TextsPerRule = 1_000, LongestText = 120;
    private readonly SortedDictionary<BarRule, BarFinding> _findings = [];
    private readonly List<ListedRow> _leftOut = [], _changed = [];

    public CheckMode Mode => mode;

    public string File => file;

    public bool MayRepair => mode == CheckMode.Repair;

    public long LeftOutCount => _leftOut.Count;

    public void LeaveOut(BarRule rule, long line, string text) => Add(rule, line, text, "left out", _leftOut);

    public void LeaveOut(BarRule rule, long line, ReadOnlySpan<byte> row) => Add(rule, line, Words(row), "left out", _leftOut);

    public void Mend(BarRule rule, long line, ReadOnlySpan<byte> row) => Add(rule, line, Words(row), "mended", _changed);

    public void Mend(BarRule rule, long line, string text) => Add(rule, line, text, "mended", _changed);

    public void Keep(BarRule rule, long line, string text) => Add(rule, line, text, "kept", null);

    public ValidationReport ToReport(string format, long rowsRead, long rowsKept)
    {
        BarFinding[] findings = [.. _findings.Values.OrderByDescending(finding => finding.Severity)];
        return new ValidationReport(file, format, mode, rowsRead, rowsKept, InOrder(_leftOut), InOrder(_changed), findings);
    }

    /// <summary>A row as text in quotes: unreadable bytes as dots, long rows shortened.</summary>
    public static string Words(ReadOnlySpan<byte> row)
    {
        ReadOnlySpan<byte> shown = row.Length > LongestText ? row[..LongestText] : row;
        var text = new StringBuilder("'", LongestText + 4);
        foreach (byte letter in shown) text.Append(letter is >= 32 and < 127 ? (char)letter : '.');
        return text.Append(row.Length > LongestText ? "…'" : "'").ToString();
    }

    private static ListedRow[] InOrder(List<ListedRow> rows) => [.. rows.OrderBy(row => row.Line)];

    private void Add(BarRule rule, long line, string text, string treatment, List<ListedRow>? list)
    {
        FindingSeverity severity = BarRules.SeverityOf(rule);
        if (mode == CheckMode.Strict && severity == FindingSeverity.Error)
            throw new BarDataException(file, line, text, rule);
        _findings.TryGetValue(rule, out BarFinding? known);
        _findings[rule] = known is null
            ? new BarFinding(rule, severity, 1, file, line, text, treatment)
            : line < known.FirstLine ? known with { Count = known.Count + 1, FirstLine = line, FirstValue = text } : known with { Count = known.Count + 1 };
        list?.Add(new ListedRow(line, rule, (known?.Count ?? 0) < TextsPerRule ? text : ""));
    }
}
