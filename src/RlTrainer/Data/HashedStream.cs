using System.Security.Cryptography;

namespace RlTrainer.Data;

/// <summary>Passes bytes to or from a stream and sums them (SHA-256) on their way; the stream below stays open.</summary>
internal sealed class HashedStream(Stream below) : Stream
{
    public const int SumBytes = SHA256.HashSizeInBytes;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public override bool CanRead => below.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => below.CanWrite;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The sum of everything that has passed; summing then starts anew.</summary>
    public byte[] Sum() => _hash.GetHashAndReset();

    public override int Read(Span<byte> buffer)
    {
        int read = below.Read(buffer);
        _hash.AppendData(buffer[..read]);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _hash.AppendData(buffer);
        below.Write(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => below.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _hash.Dispose();
        base.Dispose(disposing);
    }
}
