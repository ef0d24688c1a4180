using RlTrainer.Data;

namespace RlTrainer.Columnar;

/// <summary>Databento's binary encoding, versions 1 to 3, with bars (ohlcv) or trades.</summary>
public sealed class DbnFormat : IBarTableFormat
{
    /// <inheritdoc/>
    public string Name => "DBN";

    /// <inheritdoc/>
    public bool NeedsSeeking => false;

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> head) => head is [(byte)'D', (byte)'B', (byte)'N', ..];

    /// <inheritdoc/>
    public IBarTable Open(Stream content, string name)
    {
        ArgumentNullException.ThrowIfNull(content);
        try
        {
            return Damage.Named(name, "DBN", () => new DbnTable(content, DbnMetadata.Read(content, name), name));
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }
}
