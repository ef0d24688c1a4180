namespace RlTrainer.Columnar;

/// <summary>A stream that can be asked for its next byte without taking it.</summary>
internal sealed class PeekedStream(Stream stream) : Stream
{
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _start, _end;
    private long _before;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    /// <summary>Bytes taken so far; xz pads by it.</summary>
    public override long Position
    {
        get => _before + _start;
        set => throw new NotSupportedException();
    }

    /// <summary>The next byte, or −1 at the end.</summary>
    public int Peek() => HasMore() ? _buffer[_start] : -1;

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (count == 0 || !HasMore()) return 0;
        int length = Math.Min(count, _end - _start);
        Array.Copy(_buffer, _start, buffer, offset, length);
        _start += length;
        return length;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) stream.Dispose();
        base.Dispose(disposing);
    }

    private bool HasMore()
    {
        if (_start < _end) return true;
        _before += _end;
        (_start, _end) = (0, stream.Read(_buffer, 0, _buffer.Length));
        return _end > 0;
    }
}
