namespace RlTrainer.Data;

/// <summary>Rows in the order of the file, as columns, with the line each came from.</summary>
internal sealed class RawRows
{
    private readonly ChunkedColumn<(long FirstRow, long Line)> _lines = new();
    private readonly List<(long FirstRow, FindingsLog Log)> _logs = [];
    private long _nextLine = -1;
    private FindingsLog? _lastLog;

    public ChunkedColumn<long> UtcSeconds { get; } = new();

    public ChunkedColumn<int> Open { get; } = new();

    public ChunkedColumn<int> High { get; } = new();

    public ChunkedColumn<int> Low { get; } = new();

    public ChunkedColumn<int> Close { get; } = new();

    public ChunkedColumn<long> Volume { get; } = new();

    public long Count => UtcSeconds.Count;

    /// <summary>Some row is earlier than the one before it and has to be sorted into place.</summary>
    public bool NeedsSorting { get; set; }

    public void Add(in RawRow row, long line, FindingsLog log)
    {
        if (log != _lastLog) _logs.Add((UtcSeconds.Count, log));
        if (line != _nextLine || log != _lastLog) _lines.Add((UtcSeconds.Count, line));
        _lastLog = log;
        _nextLine = line + 1;
        UtcSeconds.Add(row.UtcSeconds);
        Open.Add(row.Open);
        High.Add(row.High);
        Low.Add(row.Low);
        Close.Add(row.Close);
        Volume.Add(row.Volume);
    }

    /// <summary>Takes the last row away.</summary>
    public void RemoveLast()
    {
        if (_lines[_lines.Count - 1].FirstRow == UtcSeconds.Count - 1) _lines.RemoveLast();
        if (_logs[^1].FirstRow == UtcSeconds.Count - 1)
        {
            _logs.RemoveAt(_logs.Count - 1);
            _lastLog = null;
        }
        _nextLine = -1;
        UtcSeconds.RemoveLast();
        Open.RemoveLast();
        High.RemoveLast();
        Low.RemoveLast();
        Close.RemoveLast();
        Volume.RemoveLast();
    }

    /// <summary>Two rows have the same prices and volume.</summary>
    public bool IsSame(int left, int right) =>
        Open[left] == Open[right] && High[left] == High[right] && Low[left] == Low[right] && Close[left] == Close[right]
            && Volume[left] == Volume[right];

    /// <summary>Some row from <paramref name="firstRow"/> on has this time; those rows ascend, or descend.</summary>
    public bool HasTime(long firstRow, long utcSeconds, bool isDescending)
    {
        long low = firstRow, high = UtcSeconds.Count;
        while (low < high)
        {
            long middle = (low + high) / 2;
            if (isDescending ? UtcSeconds[middle] > utcSeconds : UtcSeconds[middle] < utcSeconds)
                low = middle + 1;
            else high = middle;
        }
        return low < UtcSeconds.Count && UtcSeconds[low] == utcSeconds;
    }

    /// <summary>The file and line a row came from.</summary>
    public RowPlace PlaceOf(long row)
    {
        long low = 0, high = _lines.Count - 1;
        while (low < high)
        {
            long middle = (low + high + 1) / 2;
            if (_lines[middle].FirstRow <= row) low = middle; else high = middle - 1;
        }
        int log = _logs.Count - 1;
        while (_logs[log].FirstRow > row) log--;
        return new RowPlace(_logs[log].Log, _lines[low].Line + row - _lines[low].FirstRow);
    }
}
