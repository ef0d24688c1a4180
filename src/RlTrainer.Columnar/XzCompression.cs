using RlTrainer.Data;
using SharpCompress.Compressors.Xz;

namespace RlTrainer.Columnar;

/// <summary>xz.</summary>
public sealed class XzCompression : IBarCompression
{
    /// <inheritdoc/>
    public string Name => "xz";

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> head) => head is [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..];

    /// <inheritdoc/>
    public Stream Open(Stream compressed) => new DecompressedStream(() => new XZStream(compressed), compressed, Name);
}
