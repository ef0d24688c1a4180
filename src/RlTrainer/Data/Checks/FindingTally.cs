namespace RlTrainer.Data;

/// <summary>How often one rule was broken and treated in one way, and where first.</summary>
internal sealed class FindingTally(BarRule rule, string treatment)
{
    private long _count, _firstLine = long.MaxValue;
    private string _firstText = "";

    public BarRule Rule => rule;

    /// <summary>The next row's text is wanted: it is among the first of its rule, or stands before the first.</summary>
    public bool WantsText(long line) => _count < ListedRows.TextsPerRule || line < _firstLine;

    public void Add(long line, string text)
    {
        _count++;
        if (line >= _firstLine) return;
        (_firstLine, _firstText) = (line, text);
    }

    public BarFinding ToFinding(string file) =>
        new(rule, BarRules.SeverityOf(rule), _count, file, _firstLine, _firstText, treatment);
}
