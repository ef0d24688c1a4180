namespace RlTrainer.Compliance;

/// <summary>What a programme says about automated trading.</summary>
public enum Automation
{
    /// <summary>Forbidden on every account.</summary>
    Forbidden,

    /// <summary>Allowed from the trader's own device.</summary>
    OwnDevice,

    /// <summary>Allowed.</summary>
    Allowed,

    /// <summary>No statement was found.</summary>
    Unknown,
}
