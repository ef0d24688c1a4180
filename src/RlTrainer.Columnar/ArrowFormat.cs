using RlTrainer.Data;

namespace RlTrainer.Columnar;

/// <summary>Apache Arrow's file format, which Feather version 2 is, and its stream format.</summary>
public sealed class ArrowFormat : IBarTableFormat
{
    /// <inheritdoc/>
    public string Name => "Arrow";

    /// <inheritdoc/>
    public bool NeedsSeeking => true;

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> head) => IsFile(head) || head is [0xFF, 0xFF, 0xFF, 0xFF, _, _, 0, 0, ..];

    /// <inheritdoc/>
    public IBarTable Open(Stream content, string name)
    {
        ArgumentNullException.ThrowIfNull(content);
        return ArrowTable.Open(content, name);
    }

    internal static bool IsFile(ReadOnlySpan<byte> head) =>
        head is [(byte)'A', (byte)'R', (byte)'R', (byte)'O', (byte)'W', (byte)'1', ..];
}
