namespace RlTrainer.Environments;

/// <summary>What a market order does.</summary>
internal enum OrderKind
{
    /// <summary>No order.</summary>
    None,

    /// <summary>Opens a position.</summary>
    Enter,

    /// <summary>Closes the position.</summary>
    Close,

    /// <summary>Closes half the position, rounded down.</summary>
    Partial,
}
