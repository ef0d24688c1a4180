namespace RlTrainer.Data;

/// <summary>Rows in the order of the file, as columns, with the line each came from.</summary>
internal sealed class RawRows
{
    private readonly List<(long FirstRow, long Line)> _lines = [];
    private long _nextLine = -1;

    public ChunkedColumn<long> UtcSeconds { get; } = new();

    public ChunkedColumn<int> Open { get; } = new();

    public ChunkedColumn<int> High { get; } = new();

    public ChunkedColumn<int> Low { get; } = new();

    public ChunkedColumn<int> Close { get; } = new();

    public ChunkedColumn<long> Volume { get; } = new();

    public long Count => UtcSeconds.Count;

    /// <summary>Some row is earlier than the one before it and has to be sorted into place.</summary>
    public bool NeedsSorting { get; set; }

    public void Add(in RawRow row, long line)
    {
        if (line != _nextLine) _lines.Add((UtcSeconds.Count, line));
        _nextLine = line + 1;
        UtcSeconds.Add(row.UtcSeconds);
        Open.Add(row.Open);
        High.Add(row.High);
        Low.Add(row.Low);
        Close.Add(row.Close);
        Volume.Add(row.Volume);
    }

    /// <summary>The line a row came from, counted from 1.</summary>
    public long LineOf(long row)
    {
        int low = 0, high = _lines.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (_lines[middle].FirstRow <= row) low = middle; else high = middle - 1;
        }
        return _lines[low].Line + row - _lines[low].FirstRow;
    }
}
