using System.IO.Compression;

namespace RlTrainer.Data;

/// <summary>
/// Gzip content, refused where the file was cut. The library that unpacks it takes the end of the file for the end of the
/// content; so one more member with a known text is put behind the file, and only where it comes out as the last one was the
/// member before it whole.
/// </summary>
internal sealed class WholeGzip : ForwardStream
{
    private const int BlockBytes = 1 << 16;
    private static readonly byte[] Mark = "the file was whole\u0004\u0017"u8.ToArray();
    private static readonly byte[] Member = Packed(Mark);
    private readonly GZipStream _content;
    private readonly byte[] _block = new byte[BlockBytes];
    private int _given, _end;
    private bool _isAtEnd;

    /// <param name="compressed">The file's bytes.</param>
    public WholeGzip(Stream compressed) =>
        _content = new GZipStream(new FollowedStream(compressed, Member), CompressionMode.Decompress);

    public override int Read(Span<byte> buffer)
    {
        while (!_isAtEnd && _end - _given <= Mark.Length) Fill();
        int length = Math.Min(buffer.Length, _end - _given - (_isAtEnd ? 0 : Mark.Length));
        _block.AsSpan(_given, length).CopyTo(buffer);
        _given += length;
        return length;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _content.Dispose();
        base.Dispose(disposing);
    }

    private void Fill()
    {
        _block.AsSpan(_given, _end - _given).CopyTo(_block);
        (_given, _end) = (0, _end - _given);
        int read = _content.Read(_block.AsSpan(_end));
        _end += read;
        if (read > 0) return;
        _isAtEnd = true;
        if (!_block.AsSpan(0, _end).EndsWith(Mark)) throw new InvalidDataException("it ends inside its compressed data, or "
            + "other bytes follow them");
        _end -= Mark.Length;
    }

    private static byte[] Packed(byte[] text)
    {
        using var file = new MemoryStream();
        using (var gzip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(text);
        return file.ToArray();
    }

    /// <summary>A stream with some bytes behind its end.</summary>
    private sealed class FollowedStream(Stream first, byte[] then) : ForwardStream
    {
        private int _given = -1;

        public override int Read(Span<byte> buffer)
        {
            if (_given < 0)
            {
                int read = first.Read(buffer);
                if (read > 0 || buffer.IsEmpty) return read;
                _given = 0;
            }
            int length = Math.Min(buffer.Length, then.Length - _given);
            then.AsSpan(_given, length).CopyTo(buffer);
            _given += length;
            return length;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) first.Dispose();
            base.Dispose(disposing);
        }
    }
}
