namespace RlTrainer.Data;

/// <summary>Rows in the order of the file, as columns, with the line each came from.</summary>
internal sealed class RawRows
{
    private readonly List<(long FirstRow, long Line, FindingsLog Log)> _lines = [];
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
        if (line != _nextLine || log != _lastLog) _lines.Add((UtcSeconds.Count, line, log));
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
        if (_lines[^1].FirstRow == UtcSeconds.Count - 1) _lines.RemoveAt(_lines.Count - 1);
        _nextLine = -1;
        UtcSeconds.RemoveLast();
        Open.RemoveLast();
        High.RemoveLast();
        Low.RemoveLast();
        Close.RemoveLast();
        Volume.RemoveLast();
    }

    /// <summary>The file and line a row came from.</summary>
    public RowPlace PlaceOf(long row)
    {
        int low = 0, high = _lines.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (_lines[middle].FirstRow <= row) low = middle; else high = middle - 1;
        }
        return new RowPlace(_lines[low].Log, _lines[low].Line + row - _lines[low].FirstRow);
    }
}
