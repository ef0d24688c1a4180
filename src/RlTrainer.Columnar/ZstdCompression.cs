using RlTrainer.Data;
using ZstdSharp;

namespace RlTrainer.Columnar;

/// <summary>zstd, as Databento's downloads have it.</summary>
public sealed class ZstdCompression : IBarCompression
{
    /// <inheritdoc/>
    public string Name => "zstd";

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> head) => head is [0x28, 0xB5, 0x2F, 0xFD, ..];

    /// <inheritdoc/>
    public Stream Open(Stream compressed) =>
        new DecompressedStream(() => new DecompressionStream(compressed, leaveOpen: false), compressed, Name);
}
