using System.IO.Compression;

namespace RlTrainer.Data;

/// <summary>A zip entry whose length and checksum are compared with what the archive says: the library that unpacks it does not
/// compare them.</summary>
internal sealed class CheckedEntry(ZipArchiveEntry entry) : ForwardStream
{
    private readonly Stream _content = entry.Open();
    private Crc32 _crc = new();
    private long _length;

    public override int Read(Span<byte> buffer)
    {
        int read = _content.Read(buffer);
        _crc.Add(buffer[..read]);
        _length += read;
        if (read > 0 || buffer.IsEmpty) return read;
        if (_length != entry.Length) throw new InvalidDataException($"{entry.FullName} holds {_length} bytes, and the "
            + $"archive says {entry.Length}");
        if (_crc.Value != entry.Crc32) throw new InvalidDataException($"the checksum of {entry.FullName} is not the one in "
            + "the archive");
        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _content.Dispose();
        base.Dispose(disposing);
    }
}
