namespace RlTrainer.Data;

/// <summary>
/// Decompressed content that must stay in proportion to what was compressed: bars shrink ten- to fiftyfold, a bomb a
/// thousandfold. The first 256 MB are free; beyond them 500 times the compressed size is the limit.
/// </summary>
internal sealed class BombGuard(Stream content, string name, long compressedBytes) : ForwardStream
{
    /// <summary>Bytes that are never judged.</summary>
    public const long FreeBytes = 256L << 20;

    /// <summary>How many times the compressed size the content may be.</summary>
    public const int MostTimes = 500;

    private long _read;

    public override int Read(Span<byte> buffer)
    {
        int read = content.Read(buffer);
        _read += read;
        if (_read > FreeBytes && _read / MostTimes > compressedBytes)
            throw new BarDataException(
                $"{name}: its content is more than {MostTimes} times as large as its {compressedBytes} compressed bytes and over "
                + $"{FreeBytes >> 20} MB: no file of bars shrinks so far. Expected a file of bars; if it is one, decompress it "
                + $"before importing.");
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) content.Dispose();
        base.Dispose(disposing);
    }
}
