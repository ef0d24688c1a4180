namespace RlTrainer.Trading;

/// <summary>Which way a position or a fill points; the value is its sign.</summary>
public enum Side
{
    /// <summary>Sold, or a fill that sells.</summary>
    Short = -1,

    /// <summary>No position.</summary>
    Flat = 0,

    /// <summary>Bought, or a fill that buys.</summary>
    Long = 1,
}
