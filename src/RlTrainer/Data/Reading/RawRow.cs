namespace RlTrainer.Data;

/// <summary>One row as read: time in UTC, prices in ticks.</summary>
internal struct RawRow
{
    public long UtcSeconds;
    public int Open, High, Low, Close;
    public long Volume;
}
