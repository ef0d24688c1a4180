namespace RlTrainer.Data;

/// <summary>Lines of a stream, one after the other, in one buffer.
/// Lines longer than the limit are cut short and say so.</summary>
internal sealed class LineReader(Stream stream, bool endsInCarriageReturn = false) : IDisposable
{
    /// <summary>No row of market data is longer; what goes beyond is not kept in memory.</summary>
    public const int LongestLine = 64 * 1024;

    private const int BufferBytes = 1 << 20;
    private readonly byte[] _buffer = new byte[BufferBytes];
    private readonly byte _lineEnd = endsInCarriageReturn ? (byte)'\r' : (byte)'\n';
    private int _start, _end;
    private bool _isAtEnd;

    /// <summary>Number of the line last returned, counted from 1.</summary>
    public long LineNumber { get; private set; }

    /// <summary>The line last returned was longer than <see cref="LongestLine"/> and is cut.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The line last returned stood at the end of the stream without a line end.</summary>
    public bool IsUnfinished { get; private set; }

    /// <summary>Bytes read from the stream so far.</summary>
    public long BytesRead { get; private set; }

    /// <summary>The next line without its end; valid until the next call.</summary>
    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        IsCut = false;
        while (true)
        {
            ReadOnlySpan<byte> rest = _buffer.AsSpan(_start, _end - _start);
            int length = rest.IndexOf(_lineEnd);
            if (length >= 0)
            {
                _start += length + 1;
                return Return(rest[..length], out line);
            }
            if (_isAtEnd)
            {
                _start = _end;
                line = default;
                IsUnfinished = !rest.IsEmpty;
                return !rest.IsEmpty && Return(rest, out line);
            }
            if (rest.Length > LongestLine) return SkipLongLine(out line);
            Fill();
        }
    }

    public void Dispose() => stream.Dispose();

    private bool Return(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> line)
    {
        LineNumber++;
        if (LineNumber == 1 && text.StartsWith("\uFEFF"u8)) text = text[3..];
        if (text.Length > 0 && text[^1] == '\r') text = text[..^1];
        if (text.Length > LongestLine)
        {
            IsCut = true;
            text = text[..LongestLine];
        }
        line = text;
        return true;
    }

    /// <summary>Reads on to the end of a line too long to keep; its first bytes are returned.</summary>
    private bool SkipLongLine(out ReadOnlySpan<byte> line)
    {
        byte[] head = _buffer.AsSpan(_start, 1024).ToArray();
        while (true)
        {
            int length = _buffer.AsSpan(_start, _end - _start).IndexOf(_lineEnd);
            if (length >= 0)
            {
                _start += length + 1;
                break;
            }
            _start = _end;
            if (_isAtEnd) break;
            Fill();
        }
        LineNumber++;
        IsCut = true;
        line = head;
        return true;
    }

    private void Fill()
    {
        int kept = _end - _start;
        if (_start > 0) _buffer.AsSpan(_start, kept).CopyTo(_buffer);
        (_start, _end) = (0, kept);
        int read = stream.Read(_buffer, _end, BufferBytes - _end);
        _isAtEnd = read == 0;
        _end += read;
        BytesRead += read;
    }
}
