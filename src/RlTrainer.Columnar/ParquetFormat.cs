using RlTrainer.Data;

namespace RlTrainer.Columnar;

/// <summary>Apache Parquet.</summary>
public sealed class ParquetFormat : IBarTableFormat
{
    /// <inheritdoc/>
    public string Name => "Parquet";

    /// <inheritdoc/>
    public bool NeedsSeeking => true;

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> head) => head is [(byte)'P', (byte)'A', (byte)'R', (byte)'1', ..];

    /// <inheritdoc/>
    public IBarTable Open(Stream content, string name)
    {
        ArgumentNullException.ThrowIfNull(content);
        return ParquetTable.Open(content, name);
    }
}
