using System.Security.Cryptography;

namespace RlTrainer.Data;

/// <summary>Passes bytes to or from a stream and sums them (SHA-256) on their way; the stream below stays open.</summary>
internal sealed class HashedStream(Stream below) : ForwardStream
{
    public const int SumBytes = SHA256.HashSizeInBytes;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public override bool CanRead => below.CanRead;

    public override bool CanWrite => below.CanWrite;

    /// <summary>The sum of everything that has passed; summing then starts anew.</summary>
    public byte[] Sum() => _hash.GetHashAndReset();

    public override int Read(Span<byte> buffer)
    {
        int read = below.Read(buffer);
        _hash.AppendData(buffer[..read]);
        return read;
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _hash.AppendData(buffer);
        below.Write(buffer);
    }

    public override void Flush() => below.Flush();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _hash.Dispose();
        base.Dispose(disposing);
    }
}
