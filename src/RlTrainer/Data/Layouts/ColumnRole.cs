namespace RlTrainer.Data;

/// <summary>What a column holds.</summary>
internal enum ColumnRole
{
    Time,
    Date,
    Clock,
    Open,
    High,
    Low,
    Close,
    Volume,
    TickVolume,
    UpVolume,
    DownVolume,
    Symbol,
    Id,
    RecordType,
    Bid,
    Ask,
    Price,
    Size,
}
