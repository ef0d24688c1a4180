using System.Collections;

namespace RlTrainer.Data;

/// <summary>
/// Rows with the rule each broke, eight bytes a row: twenty million of them fit into memory beside the bars. The text of the
/// first thousand rows of each rule is kept.
/// </summary>
internal sealed class ListedRows : IReadOnlyList<ListedRow>
{
    public const int TextsPerRule = 1_000;
    private const int RuleBits = 8;
    private readonly ChunkedColumn<ulong> _growing = new();
    private readonly Dictionary<ulong, string> _texts = [];
    private ulong[] _sorted = [];

    public int Count => _sorted.Length + (int)_growing.Count;

    public ListedRow this[int index]
    {
        get
        {
            ulong row = Sorted()[index];
            return new ListedRow(
                (long)(row >> RuleBits), (BarRule)(row & ((1 << RuleBits) - 1)), _texts.GetValueOrDefault(row, ""));
        }
    }

    /// <summary>Adds a row; an empty text is not kept.</summary>
    public void Add(long line, BarRule rule, string text)
    {
        ulong row = ((ulong)line << RuleBits) | (byte)rule;
        _growing.Add(row);
        if (text.Length > 0) _texts.TryAdd(row, text);
    }

    public IEnumerator<ListedRow> GetEnumerator()
    {
        for (int index = 0; index < Count; index++) yield return this[index];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>In the order of the file: rows are listed as they are read, and again when the whole series is checked.</summary>
    private ulong[] Sorted()
    {
        if (_growing.Count == 0) return _sorted;
        ulong[] added = _growing.TakeArray();
        _sorted = _sorted.Length == 0 ? added : [.. _sorted, .. added];
        Array.Sort(_sorted);
        return _sorted;
    }
}
