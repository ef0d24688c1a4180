using RlTrainer.Data;
using SharpCompress.Compressors;
using SharpCompress.Compressors.BZip2;

namespace RlTrainer.Columnar;

/// <summary>bzip2, several streams after each other included.</summary>
public sealed class Bzip2Compression : IBarCompression
{
    /// <inheritdoc/>
    public string Name => "bzip2";

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> head) =>
        head is [(byte)'B', (byte)'Z', (byte)'h', >= (byte)'1' and <= (byte)'9', ..];

    /// <inheritdoc/>
    public Stream Open(Stream compressed) =>
        new DecompressedStream(
            () => BZip2Stream.Create(compressed, CompressionMode.Decompress, decompressConcatenated: true), compressed, Name);
}
