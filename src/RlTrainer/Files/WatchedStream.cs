namespace RlTrainer.Files;

/// <summary>
/// A file that is written in halves with a look at <see cref="FileFaults"/> between, so that a fault leaves half of a write.
/// </summary>
internal sealed class WatchedStream(FileStream file, string path) : Stream
{
    public override bool CanRead => false;

    public override bool CanSeek => file.CanSeek;

    public override bool CanWrite => true;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    public override void Flush() => file.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void SetLength(long value) => file.SetLength(value);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        int half = buffer.Length / 2;
        file.Write(buffer[..half]);
        file.Flush();
        FileFaults.Before(FileOperation.Write, path);
        file.Write(buffer[half..]);
    }
}
