namespace RlTrainer.Data;

/// <summary>A column of unknown length in chunks, so that growing never copies and the final array is made once.</summary>
internal sealed class ChunkedColumn<T> where T : struct
{
    private const int ChunkBits = 18, ChunkLength = 1 << ChunkBits;
    private readonly List<T[]> _chunks = [];
    private T[] _last = [];
    private int _used;

    public long Count => _chunks.Count == 0 ? 0 : (_chunks.Count - 1L) * ChunkLength + _used;

    public T this[long index] => _chunks[(int)(index >> ChunkBits)][index & (ChunkLength - 1)];

    public void Add(T value)
    {
        if (_used == _last.Length)
        {
            _last = new T[ChunkLength];
            _chunks.Add(_last);
            _used = 0;
        }
        _last[_used++] = value;
    }

    /// <summary>Takes the last value away.</summary>
    public void RemoveLast()
    {
        if (--_used > 0 || _chunks.Count == 1) return;
        _chunks.RemoveAt(_chunks.Count - 1);
        _last = _chunks[^1];
        _used = ChunkLength;
    }

    /// <summary>The whole column as one array; the chunks are given up.</summary>
    public T[] TakeArray()
    {
        var array = new T[Count];
        for (int chunk = 0; chunk < _chunks.Count; chunk++)
        {
            int start = chunk << ChunkBits;
            _chunks[chunk].AsSpan(0, Math.Min(ChunkLength, array.Length - start)).CopyTo(array.AsSpan(start));
        }
        _chunks.Clear();
        _last = [];
        _used = 0;
        return array;
    }
}
