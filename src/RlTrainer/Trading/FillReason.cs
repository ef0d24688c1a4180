namespace RlTrainer.Trading;

/// <summary>Why a fill happened.</summary>
public enum FillReason
{
    /// <summary>The policy opened a position.</summary>
    Entry,

    /// <summary>The stop was touched or gapped through.</summary>
    Stop,

    /// <summary>The target was traded through.</summary>
    Target,

    /// <summary>The policy closed the position.</summary>
    Close,

    /// <summary>The policy closed a part of the position.</summary>
    Partial,

    /// <summary>Flat time: nothing may stay open.</summary>
    FlatTime,

    /// <summary>The daily loss limit was reached.</summary>
    DailyLimit,

    /// <summary>The account's threshold was breached: liquidation.</summary>
    Breach,

    /// <summary>The episode was cut with a position still open, marked at the last close.</summary>
    EpisodeCut,
}
