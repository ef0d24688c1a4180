namespace RlTrainer.Compliance;

/// <summary>Whether the daily loss limit allows entries.</summary>
public enum DayStatus
{
    /// <summary>Entries are allowed.</summary>
    Open = 0,

    /// <summary>The daily loss limit was reached: no entries until the daily reset.</summary>
    Paused = 1,
}
