namespace RlTrainer.Columnar;

/// <summary>Decompressed content, forward only. Whatever a decompressor throws at damaged bytes becomes
/// <see cref="InvalidDataException"/>.</summary>
internal sealed class DecompressedStream(Func<Stream> open, Stream compressed, string compression) : Stream
{
    private Stream? _content;

    /// <summary>Opens what follows the first compressed stream; null where nothing does.</summary>
    public Func<Stream?>? Next { get; init; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            _content ??= open();
            int read = _content.Read(buffer, offset, count);
            while (read == 0 && count > 0 && Next?.Invoke() is { } next)
            {
                _content = next;
                read = _content.Read(buffer, offset, count);
            }
            return read;
        }
        catch (Exception error) when (error is not (InvalidDataException or OutOfMemoryException))
        {
            throw new InvalidDataException($"{compression}: {error.Message}", error);
        }
    }

    public override int Read(Span<byte> buffer)
    {
        byte[] bytes = System.Buffers.ArrayPool<byte>.Shared.Rent(buffer.Length);
        try
        {
            int read = Read(bytes, 0, buffer.Length);
            bytes.AsSpan(0, read).CopyTo(buffer);
            return read;
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content?.Dispose();
            compressed.Dispose();
        }
        base.Dispose(disposing);
    }
}
