namespace RlTrainer.Data;

/// <summary>A column of unknown length in chunks, so that growing never copies and the final array is made once.</summary>
internal sealed class ChunkedColumn<T> where T : struct
{
    private const int ChunkBits = 18, ChunkLength = 1 << ChunkBits, FirstLength = 256;
    private readonly List<T[]> _chunks = [];
    private T[] _last = [];
    private int _used;

    public long Count => _chunks.Count == 0 ? 0 : (_chunks.Count - 1L) * ChunkLength + _used;

    public T this[long index] => _chunks[(int)(index >> ChunkBits)][index & (ChunkLength - 1)];

    public void Add(T value)
    {
        if (_used == _last.Length) Grow();
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
        T[] array = GC.AllocateUninitializedArray<T>(checked((int)Count));
        for (int chunk = 0; chunk < _chunks.Count; chunk++)
        {
            int start = chunk << ChunkBits;
            _chunks[chunk].AsSpan(0, Math.Min(ChunkLength, array.Length - start)).CopyTo(array.AsSpan(start));
        }
        Clear();
        return array;
    }

    /// <summary>Some values of the column, in the order given, as one array; the chunks are given up.</summary>
    public T[] TakeArray(ReadOnlySpan<int> rows)
    {
        T[] array = GC.AllocateUninitializedArray<T>(rows.Length);
        for (int row = 0; row < rows.Length; row++) array[row] = this[rows[row]];
        Clear();
        return array;
    }

    private void Clear()
    {
        long bytes = Count * System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
        _chunks.Clear();
        _last = [];
        _used = 0;
        FreedMemory.GiveBack(bytes);
    }

    /// <summary>The first chunk grows by doubling, so that a short column
    /// stays small; from then on whole chunks are added.</summary>
    private void Grow()
    {
        if (_chunks.Count == 1 && _last.Length < ChunkLength)
        {
            Array.Resize(ref _last, Math.Min(2 * _last.Length, ChunkLength));
            _chunks[0] = _last;
            return;
        }
        _last = new T[_chunks.Count == 0 ? FirstLength : ChunkLength];
        _chunks.Add(_last);
        _used = 0;
    }
}
