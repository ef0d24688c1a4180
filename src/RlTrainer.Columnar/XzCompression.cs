using RlTrainer.Data;
using SharpCompress.Compressors.Xz;

namespace RlTrainer.Columnar;

/// <summary>xz, of one stream or several behind each other.</summary>
public sealed class XzCompression : IBarCompression
{
    /// <inheritdoc/>
    public string Name => "xz";

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> head) => head is [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, ..];

    /// <inheritdoc/>
    public Stream Open(Stream compressed)
    {
        var whole = new PeekedStream(compressed);
        return new DecompressedStream(
            () => new XZStream(whole), whole, Name)
        { Next = () => IsAtEnd(whole) ? null : new XZStream(whole) };
    }

    /// <summary>Zeros may follow a stream; anything else is another one.</summary>
    private static bool IsAtEnd(PeekedStream whole)
    {
        while (whole.Peek() == 0) whole.ReadByte();
        return whole.Peek() < 0;
    }
}
